package org.dl4jmot.quantization.train.fake;

/**
 * Smallest and largest value of an array.
 *
 * @param min smallest value
 * @param max largest value
 */
public record Range(double min, double max) {

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
