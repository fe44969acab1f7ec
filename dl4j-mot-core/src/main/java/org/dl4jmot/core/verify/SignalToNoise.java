package org.dl4jmot.core.verify;

/**
 * Signal-to-quantization-noise ratio, accumulated over elements: 10 log10(sum of squares of the
 * expected values / sum of squares of the errors), in decibels. Not thread-safe.
 */
final class SignalToNoise {
  private double signal;
  private double noise;
  private double worst;

  void add(float expected, float actual) {
    double error = (double) actual - expected;
    signal += (double) expected * expected;
    noise += error * error;
    worst = Math.max(worst, Math.abs(error));
  }

  /**
   * Decibels; infinite where nothing differs; NaN where values or errors are not finite, negative
   * infinity for errors on a zero signal.
   */
  double decibels() {
    if (noise == 0) {
      return Double.POSITIVE_INFINITY;
    }
    return 10 * Math.log10(signal / noise);
  }

  /** Largest absolute error. */
  double worstError() {
    return worst;
  }
}
