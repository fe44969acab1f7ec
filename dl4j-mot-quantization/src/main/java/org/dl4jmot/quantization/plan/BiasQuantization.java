package org.dl4jmot.quantization.plan;

import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Quantization of a bias: 32 bits (64 where activations have 16), zero point 0, scale = input scale
 * times weight scale per output channel, so that it adds to the accumulator as it stands.
 */
public final class BiasQuantization {
  /**
   * Largest magnitude of a quantized bias, 2^30: half of what 32 bits hold, so that the products
   * have room in the accumulator too.
   */
  public static final int LARGEST = 1 << 30;

  /** As {@link #LARGEST} for 64 bits: LiteRT's kernels take sums below 2^47. */
  public static final long LARGEST_WIDE = 1L << 46;

  static final IntegerRange INTEGERS = new IntegerRange(Integer.MIN_VALUE, Integer.MAX_VALUE);

  private BiasQuantization() {}

  /** Scales of the bias, along its only axis where the weights have one scale per channel. */
  public static QuantizationParameters parameters(
      QuantizationParameters weights, float inputScale) {
    float[] scales = weights.scales();
    for (int channel = 0; channel < scales.length; channel++) {
      scales[channel] = scales[channel] * inputScale;
    }
    return weights.isPerAxis()
        ? QuantizationParameters.symmetricPerAxis(scales, 0)
        : QuantizationParameters.perTensor(scales[0], 0);
  }

  /**
   * The weights' parameters, with those scales raised under which a bias would exceed {@link
   * #LARGEST}. A channel so affected has weights that hardly matter beside its bias.
   */
  public static QuantizationParameters makeRoom(
      QuantizationParameters weights, float[] bias, float inputScale) {
    return makeRoom(weights, bias, inputScale, LARGEST);
  }

  /** As {@link #makeRoom(QuantizationParameters, float[], float)}, for another largest bias. */
  static QuantizationParameters makeRoom(
      QuantizationParameters weights, float[] bias, float inputScale, long largest) {
    float[] scales = weights.scales();
    for (int i = 0; i < bias.length; i++) {
      int channel = scales.length == 1 ? 0 : i;
      double needed = Math.abs((double) bias[i]) / largest / inputScale;
      if (needed > scales[channel]) {
        scales[channel] = Math.nextUp((float) needed);
      }
    }
    return new QuantizationParameters(scales, weights.zeroPoints(), weights.axis());
  }

  /**
   * The integers nearest to the bias, half away from zero, computed in double.
   *
   * @param parameters as {@link #parameters} makes them
   */
  public static int[] quantize(float[] bias, QuantizationParameters parameters) {
    int[] quantized = new int[bias.length];
    for (int i = 0; i < bias.length; i++) {
      double exact = (double) bias[i] / parameters.scale(i);
      quantized[i] = (int) (exact + Math.copySign(0.5, exact));
    }
    return quantized;
  }

  /** As {@link #quantize}, in 64 bits. */
  public static long[] quantizeWide(float[] bias, QuantizationParameters parameters) {
    long[] quantized = new long[bias.length];
    for (int i = 0; i < bias.length; i++) {
      double exact = (double) bias[i] / parameters.scale(i);
      quantized[i] = (long) (exact + Math.copySign(0.5, exact));
    }
    return quantized;
  }
}
