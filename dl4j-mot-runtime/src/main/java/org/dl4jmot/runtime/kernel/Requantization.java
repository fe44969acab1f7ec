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

  /** The real factor of a channel. */
  double factor(int channel) {
    return Math.scalb((double) mantissas[channel], shifts[channel] - 31);
  }

  /**
   * What is added to the scaled sum so that the nearest integer of it all is the result: the zero
   * point, and half a unit of the first rounding (behind the multiplication), as the second rounds
   * halves up.
   */
  double offset(int channel) {
    int shift = shifts[channel];
    return shift < 0 ? zeroPoint + Math.scalb(0.5, shift) : zeroPoint;
  }

  /**
   * Around the middle between two integers, where {@link #offset} does not tell the result: a unit
   * of the first rounding, where halves are rounded down; everything for factors from 1 on, whose
   * sums are shifted to the left and may lose bits.
   */
  double doubt(int channel) {
    int shift = shifts[channel];
    if (shift > 0) {
      return 1;
    }
    return negativeNudge == 0 ? 0 : Math.scalb(1.0, shift);
  }

  /** The results there are. */
  IntegerRange range() {
    return range;
  }
}
