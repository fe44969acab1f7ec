package org.dl4jmot.quantization.plan;

import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.TrainedRange;

/**
 * Range of real values an activation takes, as observed or trained, and how it becomes a scale and
 * a zero point. Quantization-aware training and post-training quantization both go through {@link
 * #parameters}, so that equal ranges give equal parameters, bit for bit.
 *
 * @param min lower end, finite, at most {@code max}
 * @param max upper end, finite
 */
public record ActivationRange(float min, float max) {
  /**
   * Smallest scale handed out, 2^-40. A narrower range (a constant zero, a dead channel) is widened
   * to it: products of two scales then stay far from the subnormal numbers.
   */
  public static final float SMALLEST_SCALE = 0x1p-40f;

  /**
   * Scale of a range that is just zero, as of a tensor that never was anything else. 255 steps of
   * it span 1, so that an unforeseen value still comes through.
   */
  public static final float SCALE_OF_ZERO = 1 / 255f;

  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if an end is not finite or min is above max
   */
  public ActivationRange {
    if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
      throw new IllegalArgumentException(
          "range must be finite and ordered: [" + min + ", " + max + "]");
    }
  }

  /** The range that training fixed. */
  public static ActivationRange of(TrainedRange trained) {
    return new ActivationRange(trained.min(), trained.max());
  }

  /** The smallest range that holds this one and a value. */
  public ActivationRange including(float value) {
    return new ActivationRange(Math.min(min, value), Math.max(max, value));
  }

  /** The smallest range that holds both. */
  public ActivationRange union(ActivationRange other) {
    return new ActivationRange(Math.min(min, other.min), Math.max(max, other.max));
  }

  /** Parameters for int8 activations; see {@link #parameters(IntegerRange)}. */
  public QuantizationParameters parameters() {
    return parameters(IntegerRange.INT8);
  }

  /**
   * Per-tensor parameters under which zero is exactly representable (padding, and rectifiers, need
   * that).
   *
   * <p>Exactly: {@code lo = min(min, 0)}, {@code hi = max(max, 0)}; {@code scale = (float)
   * (((double) hi - lo) / (q.max - q.min))}, at least {@link #SMALLEST_SCALE}, or {@link
   * #SCALE_OF_ZERO} where lo = hi = 0; {@code zeroPoint = clamp(floor(q.min - lo / (double) scale +
   * 0.5), q)}. The real values that survive are {@code [scale * (q.min - zeroPoint), scale * (q.max
   * - zeroPoint)]}: the range shifted by at most half a scale.
   *
   * @param q the integers to use
   */
  public QuantizationParameters parameters(IntegerRange q) {
    double low = Math.min(min, 0);
    double high = Math.max(max, 0);
    float scale = scale(high - low, q.max() - q.min());
    double zeroPoint = Math.floor(q.min() - low / scale + 0.5);
    return QuantizationParameters.perTensor(scale, q.clamp((int) zeroPoint));
  }

  /**
   * Parameters for activations of a type: INT8 as {@link #parameters()}, INT16 symmetric. The
   * latter exactly: zero point 0, {@code scale = max(|min|, |max|) / 32767} in float arithmetic, at
   * least {@link #SMALLEST_SCALE}, or 1/32767 where both ends are 0.
   */
  public QuantizationParameters parameters(DataType type) {
    if (type != DataType.INT16) {
      return parameters();
    }
    float largest = Math.max(Math.abs(min), Math.abs(max));
    float scale = (largest == 0 ? 1 : largest) / Short.MAX_VALUE;
    return QuantizationParameters.perTensor(Math.max(SMALLEST_SCALE, scale), 0);
  }

  private static float scale(double width, int steps) {
    if (width == 0) {
      return SCALE_OF_ZERO;
    }
    return Math.max(SMALLEST_SCALE, (float) (width / steps));
  }
}
