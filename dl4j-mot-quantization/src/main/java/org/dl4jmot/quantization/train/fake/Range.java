package org.dl4jmot.quantization.train.fake;

/**
 * Smallest and largest value of an array.
 *
 * @param min smallest value
 * @param max largest value
 */
public record Range(double min, double max) {

  /** The range of values nobody has looked at. */
  public static final Range UNKNOWN = new Range(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

  /** Whether a grid represents every value of this range without clipping. */
  boolean isWithin(Grid grid) {
    return min >= grid.min() && max <= grid.max();
  }

  /** This range widened so that it holds 0, as every quantized tensor must. */
  public Range withZero() {
    return new Range(Math.min(min, 0), Math.max(max, 0));
  }

  /** The point between this range and another: {@code this * weight + other * (1 - weight)}. */
  public Range mix(Range other, double weight) {
    return new Range(
        min * weight + other.min * (1 - weight), max * weight + other.max * (1 - weight));
  }
}
