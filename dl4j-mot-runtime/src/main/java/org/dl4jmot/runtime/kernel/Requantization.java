package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * From 32-bit sums to results: a multiplier per channel, the zero point of the result, the clamp of
 * the fused activation.
 */
final class Requantization {
  private final int[] mantissas;
  private final int[] shifts;
  private final int zeroPoint;
  private final IntegerRange range;
  private final int negativeNudge;

  private Requantization(
      int[] mantissas, int[] shifts, int zeroPoint, IntegerRange range, Ties ties) {
    this.mantissas = mantissas;
    this.shifts = shifts;
    this.zeroPoint = zeroPoint;
    this.range = range;
    negativeNudge = ties.negativeNudge();
  }

  /** For sums of products of an input and symmetric weights, factors computed in double. */
  static Requantization perChannel(
      float inputScale,
      QuantizationParameters weights,
      QuantizationParameters result,
      IntegerRange range,
      Ties ties,
      int channels) {
    int[] mantissas = new int[channels];
    int[] shifts = new int[channels];
    for (int c = 0; c < channels; c++) {
      double factor = (double) inputScale * weights.scale(c) / result.scale();
      FixedPointMultiplier multiplier = FixedPointMultiplier.of(factor);
      mantissas[c] = multiplier.mantissa();
      shifts[c] = multiplier.shift();
    }
    return new Requantization(mantissas, shifts, result.zeroPoint(), range, ties);
  }

  /** The same multiplier for all channels. */
  static Requantization uniform(
      FixedPointMultiplier multiplier, int zeroPoint, IntegerRange range, Ties ties, int channels) {
    int[] mantissas = new int[channels];
    int[] shifts = new int[channels];
    Arrays.fill(mantissas, multiplier.mantissa());
    Arrays.fill(shifts, multiplier.shift());
    return new Requantization(mantissas, shifts, zeroPoint, range, ties);
  }

  byte apply(int sum, int channel) {
    return (byte) clamped(sum, channel);
  }

  /** A result of any width. */
  int clamped(int sum, int channel) {
    int scaled =
        FixedPointMultiplier.apply(sum, mantissas[channel], shifts[channel], negativeNudge);
    return range.clamp(scaled + zeroPoint);
  }

  /** Results of consecutive channels, from 0. */
  void applyToChannels(int[] sums, int[] bias, byte[] results, int offset) {
    for (int c = 0; c < bias.length; c++) {
      results[offset + c] = apply(sums[c] + bias[c], c);
    }
  }

  /** Results of one channel at consecutive positions, {@code stride} apart. */
  void applyToPositions(
      int[] sums, int bias, int count, int channel, byte[] results, int from, int stride) {
    int mantissa = mantissas[channel];
    int shift = shifts[channel];
    if (shift >= 0) {
      for (int i = 0; i < count; i++) {
        results[from + i * stride] = apply(sums[i] + bias, channel);
      }
      return;
    }
    // FixedPointMultiplier.apply with what is the same for all positions computed once.
    long half = 1L << (-shift - 1);
    int min = range.min() - zeroPoint;
    int max = range.max() - zeroPoint;
    for (int i = 0; i < count; i++) {
      long product = ((long) (sums[i] + bias) * mantissa + (1L << 30)) >> 31;
      int scaled = (int) ((product + half - ((product >>> 63) & negativeNudge)) >> -shift);
      results[from + i * stride] = (byte) (Math.min(max, Math.max(min, scaled)) + zeroPoint);
    }
  }
}
