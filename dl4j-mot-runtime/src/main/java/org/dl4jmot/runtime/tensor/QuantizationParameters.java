package org.dl4jmot.runtime.tensor;

import java.util.Arrays;

/**
 * Affine quantization: {@code real = scale * (quantized - zeroPoint)}, per tensor or along one axis
 * (LiteRT 8-bit quantization specification). Immutable.
 *
 * @param scales one scale per tensor, or one per index of {@code axis}; finite and above 0
 * @param zeroPoints as many as scales
 * @param axis the quantized axis, or {@link #PER_TENSOR}
 */
public record QuantizationParameters(float[] scales, int[] zeroPoints, int axis) {
  /** Value of {@link #axis} where one scale serves the whole tensor. */
  public static final int PER_TENSOR = -1;

  /**
   * Checks and copies the parameters.
   *
   * @throws IllegalArgumentException naming the first unusable value
   */
  public QuantizationParameters {
    scales = scales.clone();
    zeroPoints = zeroPoints.clone();
    if (scales.length == 0 || scales.length != zeroPoints.length) {
      throw new IllegalArgumentException(
          "need one zero point per scale and at least one: "
              + scales.length
              + " scales, "
              + zeroPoints.length
              + " zero points");
    }
    if (axis < PER_TENSOR || (axis == PER_TENSOR && scales.length != 1)) {
      throw new IllegalArgumentException(
          "axis must be >= 0 for " + scales.length + " scales, or PER_TENSOR for one: " + axis);
    }
    for (float scale : scales) {
      if (!(scale > 0) || Float.isInfinite(scale)) {
        throw new IllegalArgumentException("a scale must be finite and above 0: " + scale);
      }
    }
  }

  /** One scale and zero point for the whole tensor. */
  public static QuantizationParameters perTensor(float scale, int zeroPoint) {
    return new QuantizationParameters(new float[] {scale}, new int[] {zeroPoint}, PER_TENSOR);
  }

  /** Symmetric quantization (all zero points 0) with one scale per index of the axis. */
  public static QuantizationParameters symmetricPerAxis(float[] scales, int axis) {
    return new QuantizationParameters(scales, new int[scales.length], axis);
  }

  /** Whether each index of {@link #axis} has a scale of its own. */
  public boolean isPerAxis() {
    return axis != PER_TENSOR;
  }

  /**
   * The only scale.
   *
   * @throws IllegalStateException if quantization is per axis with several scales
   */
  public float scale() {
    requireSingle();
    return scales[0];
  }

  /**
   * The only zero point.
   *
   * @throws IllegalStateException if quantization is per axis with several scales
   */
  public int zeroPoint() {
    requireSingle();
    return zeroPoints[0];
  }

  /** Scale at an index of the axis; per-tensor parameters answer the same for every index. */
  public float scale(int index) {
    return scales.length == 1 ? scales[0] : scales[index];
  }

  private void requireSingle() {
    if (scales.length != 1) {
      throw new IllegalStateException("quantized along axis " + axis + ": ask for one index");
    }
  }

  /** The scales, as a fresh array. */
  @Override
  public float[] scales() {
    return scales.clone();
  }

  /** The zero points, as a fresh array. */
  @Override
  public int[] zeroPoints() {
    return zeroPoints.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof QuantizationParameters that
        && axis == that.axis
        && Arrays.equals(scales, that.scales)
        && Arrays.equals(zeroPoints, that.zeroPoints);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * Arrays.hashCode(scales) + Arrays.hashCode(zeroPoints)) + axis;
  }

  @Override
  public String toString() {
    return isPerAxis()
        ? scales.length + " scales along axis " + axis
        : "scale " + scales[0] + ", zero point " + zeroPoints[0];
  }
}
