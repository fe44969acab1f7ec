package org.dl4jmot.core.verify;

/** Adds up, over all samples, how one output of a file compares with the float graph's. */
final class OutputTally {
  private final String port;
  private final SignalToNoise noise = new SignalToNoise();
  private int samples;
  private int agreeing;

  OutputTally(String port) {
    this.port = port;
  }

  void compare(float[] expected, float[] actual) {
    samples++;
    if (largest(expected) == largest(actual)) {
      agreeing++;
    }
    for (int i = 0; i < expected.length; i++) {
      noise.add(expected[i], actual[i]);
    }
  }

  /** Index of the largest value, the lowest of equal ones. */
  static int largest(float[] values) {
    int best = 0;
    for (int i = 1; i < values.length; i++) {
      if (values[i] > values[best]) {
        best = i;
      }
    }
    return best;
  }

  OutputComparison result() {
    return new OutputComparison(
        port,
        samples,
        samples == 0 ? 1 : (double) agreeing / samples,
        noise.decibels(),
        noise.worstError());
  }
}
