package org.dl4jmot.runtime.kernel;

/**
 * {@link Requantization} of many sums at a time, with the same results. Each result is estimated in
 * single precision, in loops that the JIT compiler turns into vector instructions; the few sums
 * whose estimate lies so near the middle between two integers that its error could matter are
 * computed exactly.
 *
 * <p>Adding 1.5 · 2^23 to a float leaves its nearest integer in the low bits of the sum. The bits
 * of positive floats are ordered as the floats are, so clamping the bits clamps the results.
 */
final class VectorRequantization {
  private static final float SHIFTER = 0x1.8p23f;
  private static final int SHIFTER_BITS = Float.floatToRawIntBits(SHIFTER);
  // Estimates beyond are clamped, whatever their error.
  private static final int FARTHEST = 512;

  private static final int MOST_BIAS = 1 << 30;

  /**
   * Of the magnitudes that are added: the sum as a float, the factor, their product, the offset and
   * the addition are each rounded once, by 2^-24 of theirs at most.
   */
  private static final double ERROR = 0x1p-22;

  /** Exact sums, for what the estimate leaves open. */
  @FunctionalInterface
  interface ExactSums {
    /** The sum at an index, without bias. */
    int at(int index);
  }

  private final Requantization requantization;
  private final int[] bias;
  // Per lane; lanes are channels, repeated.
  private final float[] factors;
  private final float[] offsets;
  private final float[] errors;
  private final int min;
  private final int max;
  private final float[] shifted;
  private final float[] doubts;

  /**
   * Prepares for sums of some channels.
   *
   * @param most the most sums at a time
   */
  VectorRequantization(Requantization requantization, int[] bias, int most) {
    this.requantization = requantization;
    this.bias = bias;
    int lanes = Math.max(most, bias.length);
    factors = new float[lanes];
    offsets = new float[lanes];
    errors = new float[lanes];
    for (int lane = 0; lane < lanes; lane++) {
      int channel = lane % bias.length;
      double factor = requantization.factor(channel);
      double offset = bias[channel] * factor + requantization.offset(channel);
      factors[lane] = (float) factor;
      offsets[lane] = (float) offset;
      errors[lane] = (float) (ERROR * (FARTHEST + Math.abs(offset)) + doubt(channel));
    }
    min = SHIFTER_BITS + requantization.range().min();
    max = SHIFTER_BITS + requantization.range().max();
    shifted = new float[most];
    doubts = new float[most];
  }

  /** Sums that may leave the range of an int are left to the exact computation. */
  private double doubt(int channel) {
    return Math.abs((long) bias[channel]) > MOST_BIAS ? 1 : requantization.doubt(channel);
  }

  /**
   * Results of one channel at consecutive positions.
   *
   * @param sums floats nearest to the sums, without bias
   * @param exact the sums
   * @param count how many
   * @param from index of the first result
   * @param stride from one result to the next
   */
  void applyToPositions(
      float[] sums, ExactSums exact, int count, int channel, byte[] results, int from, int stride) {
    estimate(sums, count, factors[channel], offsets[channel], errors[channel], shifted, doubts);
    int target = from;
    for (int i = 0; i < count; i++) {
      int bits =
          doubts[i] < 0.5f ? Float.floatToRawIntBits(shifted[i]) : exactly(exact.at(i), channel);
      results[target] = (byte) Math.min(max, Math.max(min, bits));
      target += stride;
    }
  }

  /**
   * Results of all channels at consecutive positions.
   *
   * @param sums floats nearest to the sums, without bias
   * @param exact the sums
   * @param count how many sums, all channels of each position
   * @param from index of the first result
   */
  void applyToChannels(float[] sums, ExactSums exact, int count, byte[] results, int from) {
    estimate(sums, count, factors, offsets, errors, shifted, doubts);
    for (int i = 0; i < count; i++) {
      int bits =
          doubts[i] < 0.5f
              ? Float.floatToRawIntBits(shifted[i])
              : exactly(exact.at(i), i % bias.length);
      results[from + i] = (byte) Math.min(max, Math.max(min, bits));
    }
  }

  private int exactly(int sum, int channel) {
    return SHIFTER_BITS + requantization.apply(sum + bias[channel], channel);
  }

  private static void estimate(
      float[] sums,
      int count,
      float factor,
      float offset,
      float error,
      float[] shifted,
      float[] doubts) {
    for (int i = 0; i < count; i++) {
      float estimate = sums[i] * factor + offset;
      float rounded = estimate + SHIFTER;
      shifted[i] = rounded;
      doubts[i] = Math.abs(estimate - (rounded - SHIFTER)) + error;
    }
  }

  private static void estimate(
      float[] sums,
      int count,
      float[] factors,
      float[] offsets,
      float[] errors,
      float[] shifted,
      float[] doubts) {
    for (int i = 0; i < count; i++) {
      float estimate = sums[i] * factors[i] + offsets[i];
      float rounded = estimate + SHIFTER;
      shifted[i] = rounded;
      doubts[i] = Math.abs(estimate - (rounded - SHIFTER)) + errors[i];
    }
  }
}
