package org.dl4jmot.runtime.tensor;

/**
 * Range of real values that training used to fake-quantize an activation, before nudging: the zero
 * point is derived from it by the quantization scheme.
 *
 * @param min lower end, finite, at most {@code max}
 * @param max upper end, finite
 */
public record TrainedRange(float min, float max) implements TrainedQuantization {
  /**
   * Checks the range.
   *
   * @throws IllegalArgumentException if an end is not finite or min is above max
   */
  public TrainedRange {
    if (!Float.isFinite(min) || !Float.isFinite(max) || min > max) {
      throw new IllegalArgumentException(
          "range must be finite and ordered: [" + min + ", " + max + "]");
    }
  }
}
