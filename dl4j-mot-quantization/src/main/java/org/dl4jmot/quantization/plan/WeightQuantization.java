package org.dl4jmot.quantization.plan;

import java.nio.FloatBuffer;
import java.util.Arrays;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * Symmetric quantization of weights: zero point 0, integers [-(2^(bits-1) - 1), 2^(bits-1) - 1],
 * {@code scale = max|w| / (2^(bits-1) - 1)} in float arithmetic, {@code q = round(w / scale)} half
 * away from zero. Shared by quantization-aware training and export.
 */
public final class WeightQuantization {
  private WeightQuantization() {}

  /**
   * Scale for weights of a largest magnitude.
   *
   * @param maxAbs largest magnitude, finite, at least 0
   * @param bits integer width, 2 to 8
   * @return maxAbs / (2^(bits-1) - 1); at least {@link ActivationRange#SMALLEST_SCALE}, unless
   *     maxAbs is 0: then 0, for the caller to replace
   */
  public static float scale(float maxAbs, int bits) {
    if (maxAbs == 0) {
      return 0;
    }
    return Math.max(ActivationRange.SMALLEST_SCALE, maxAbs / IntegerRange.narrow(bits).max());
  }

  /** As {@link #parameters(FloatBuffer, Shape, int, Granularity, int)}, of an array. */
  public static QuantizationParameters parameters(
      float[] weights, Shape shape, int channelAxis, Granularity granularity, int bits) {
    return parameters(FloatBuffer.wrap(weights), shape, channelAxis, granularity, bits);
  }

  /**
   * Parameters for a weight tensor. Channels of zeros alone take the scale of the whole tensor, so
   * that their bias keeps its precision; a tensor of zeros alone takes that of weights in [-1, 1].
   *
   * @param weights elements, row-major, all finite
   * @param shape shape of the tensor
   * @param channelAxis axis of the output channels
   * @param granularity one scale, or one per output channel
   * @param bits integer width, 2 to 8
   * @throws IllegalArgumentException if a weight is NaN or infinite
   */
  public static QuantizationParameters parameters(
      FloatBuffer weights, Shape shape, int channelAxis, Granularity granularity, int bits) {
    float[] largest = largestMagnitudes(weights, shape, channelAxis);
    float overall = 0;
    for (float magnitude : largest) {
      overall = Math.max(overall, magnitude);
    }
    float fallback = scale(overall == 0 ? 1 : overall, bits);
    if (granularity == Granularity.PER_TENSOR) {
      return QuantizationParameters.perTensor(fallback, 0);
    }
    float[] scales = new float[largest.length];
    for (int channel = 0; channel < scales.length; channel++) {
      float scale = scale(largest[channel], bits);
      scales[channel] = scale == 0 ? fallback : scale;
    }
    return QuantizationParameters.symmetricPerAxis(scales, channelAxis);
  }

  /** As {@link #largestMagnitudes(FloatBuffer, Shape, int)}, of an array. */
  public static float[] largestMagnitudes(float[] weights, Shape shape, int axis) {
    return largestMagnitudes(FloatBuffer.wrap(weights), shape, axis);
  }

  /**
   * Largest magnitude per index of an axis.
   *
   * @throws IllegalArgumentException if a weight is NaN or infinite
   */
  public static float[] largestMagnitudes(FloatBuffer weights, Shape shape, int axis) {
    float[] largest = new float[shape.dim(axis)];
    int inner = elementsBehind(shape, axis);
    for (int from = 0; from < weights.remaining(); from += inner) {
      int channel = from / inner % largest.length;
      largest[channel] = Math.max(largest[channel], largestMagnitude(weights, from, inner));
    }
    return largest;
  }

  private static float largestMagnitude(FloatBuffer weights, int from, int count) {
    float largest = 0;
    for (int i = from; i < from + count; i++) {
      float magnitude = Math.abs(weights.get(i));
      if (!Float.isFinite(magnitude)) {
        throw new IllegalArgumentException("weights hold " + weights.get(i) + " at element " + i);
      }
      largest = Math.max(largest, magnitude);
    }
    return largest;
  }

  /**
   * The integers nearest to the weights.
   *
   * @param weights elements, row-major
   * @param shape shape of the tensor
   * @param parameters symmetric parameters, per tensor or per axis
   * @param bits integer width, 2 to 8
   */
  public static byte[] quantize(
      FloatBuffer weights, Shape shape, QuantizationParameters parameters, int bits) {
    return quantize(weights, shape, parameters, IntegerRange.narrow(bits));
  }

  /** As {@link #quantize(FloatBuffer, Shape, QuantizationParameters, int)}, of an array. */
  public static byte[] quantize(
      float[] weights, Shape shape, QuantizationParameters parameters, int bits) {
    return quantize(FloatBuffer.wrap(weights), shape, parameters, bits);
  }

  static byte[] quantize(
      FloatBuffer values, Shape shape, QuantizationParameters parameters, IntegerRange integers) {
    byte[] quantized = new byte[values.remaining()];
    int channels = parameters.isPerAxis() ? shape.dim(parameters.axis()) : 1;
    int inner =
        parameters.isPerAxis() ? elementsBehind(shape, parameters.axis()) : quantized.length;
    float[] scales = parameters.scales();
    int[] zeroPoints = parameters.zeroPoints();
    for (int from = 0; from < quantized.length; from += inner) {
      int channel = from / inner % channels;
      AffineQuantization affine =
          new AffineQuantization(scales[channel], zeroPoints[channel], integers);
      for (int i = from; i < from + inner; i++) {
        quantized[i] = (byte) affine.quantize(values.get(i));
      }
    }
    return quantized;
  }

  private static int elementsBehind(Shape shape, int axis) {
    int[] dimensions = shape.toArray();
    return Arrays.stream(dimensions, shape.axisIndex(axis) + 1, dimensions.length)
        .reduce(1, Math::multiplyExact);
  }
}
