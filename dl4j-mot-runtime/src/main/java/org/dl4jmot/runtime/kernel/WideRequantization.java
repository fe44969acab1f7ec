package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * From 64-bit sums to int16 results: a multiplier per channel, of which LiteRT keeps 15 bits here,
 * one rounding (halves up), and the clamp of the fused activation. Zero points are 0.
 */
final class WideRequantization {
  private static final int DROPPED_BITS = 16;
  private static final int GREATEST_MANTISSA = 0x7fff;

  private final int[] mantissas;
  private final int[] shifts;
  private final IntegerRange range;

  private WideRequantization(double[] factors, IntegerRange range) {
    this.range = range;
    mantissas = new int[factors.length];
    shifts = new int[factors.length];
    for (int c = 0; c < factors.length; c++) {
      FixedPointMultiplier multiplier = FixedPointMultiplier.of(factors[c]);
      int rounded = (int) ((multiplier.mantissa() + (1L << (DROPPED_BITS - 1))) >> DROPPED_BITS);
      mantissas[c] = Math.min(GREATEST_MANTISSA, rounded);
      shifts[c] = 15 - multiplier.shift();
    }
  }

  /** For sums of products of an input and symmetric weights, factors computed in double. */
  static WideRequantization perChannel(
      float inputScale,
      QuantizationParameters weights,
      QuantizationParameters result,
      IntegerRange range,
      int channels) {
    double[] factors = new double[channels];
    for (int c = 0; c < channels; c++) {
      factors[c] = (double) inputScale * weights.scale(c) / result.scale();
    }
    return new WideRequantization(factors, range);
  }

  int apply(long sum, int channel) {
    int shift = shifts[channel];
    long scaled = (sum * mantissas[channel] + (1L << (shift - 1))) >> shift;
    return range.clamp((int) scaled);
  }
}
