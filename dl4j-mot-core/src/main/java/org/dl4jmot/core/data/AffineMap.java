package org.dl4jmot.core.data;

import java.util.Arrays;
import java.util.Optional;

/**
 * What a normalization does to one sample: each element times a factor, plus a summand.
 *
 * @param factors one per element, row-major in the graph's layout
 * @param summands as many
 */
public record AffineMap(double[] factors, double[] summands) {
  /**
   * Copies the arrays.
   *
   * @throws IllegalArgumentException if they differ in length
   */
  public AffineMap {
    if (factors.length != summands.length) {
      throw new IllegalArgumentException(
          factors.length + " factors for " + summands.length + " summands");
    }
    factors = factors.clone();
    summands = summands.clone();
  }

  @Override
  public double[] factors() {
    return factors.clone();
  }

  @Override
  public double[] summands() {
    return summands.clone();
  }

  /** Number of elements. */
  public int elements() {
    return factors.length;
  }

  /** Whether every element has the same factor. */
  public boolean hasOneFactor() {
    return isConstant(factors, 1);
  }

  /** Greatest factor over least, by magnitude; infinite where one is 0. */
  public double factorSpread() {
    double least = Double.POSITIVE_INFINITY;
    double greatest = 0;
    for (double factor : factors) {
      least = Math.min(least, Math.abs(factor));
      greatest = Math.max(greatest, Math.abs(factor));
    }
    return greatest / least;
  }

  /** Whether every element has the same summand. */
  public boolean hasOneSummand() {
    return isConstant(summands, 1);
  }

  /**
   * The factors, as few as say it: one, or one per channel; empty where elements of a channel
   * differ.
   *
   * @param channels size of the last axis
   */
  public Optional<float[]> channelFactors(int channels) {
    return shortest(factors, channels);
  }

  /** The summands, as few as say it; see {@link #channelFactors}. */
  public Optional<float[]> channelSummands(int channels) {
    return shortest(summands, channels);
  }

  private static Optional<float[]> shortest(double[] values, int channels) {
    if (isConstant(values, 1)) {
      return Optional.of(floats(values, 1));
    }
    return isConstant(values, channels) ? Optional.of(floats(values, channels)) : Optional.empty();
  }

  private static boolean isConstant(double[] values, int period) {
    for (int i = period; i < values.length; i++) {
      if (values[i] != values[i - period]) {
        return false;
      }
    }
    return true;
  }

  /** The first values as floats. */
  private static float[] floats(double[] values, int count) {
    float[] floats = new float[count];
    for (int i = 0; i < count; i++) {
      floats[i] = (float) values[i];
    }
    return floats;
  }

  /** Every factor. */
  public float[] elementFactors() {
    return floats(factors, factors.length);
  }

  /** Every summand. */
  public float[] elementSummands() {
    return floats(summands, summands.length);
  }

  /** The raw value of a normalized element; 0 where the factor is 0, as any would do. */
  public double raw(int element, double normalized) {
    return factors[element] == 0 ? 0 : (normalized - summands[element]) / factors[element];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof AffineMap that
        && Arrays.equals(factors, that.factors)
        && Arrays.equals(summands, that.summands);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(factors) + Arrays.hashCode(summands);
  }

  /** For example {@code x * 0.00392157}. */
  @Override
  public String toString() {
    String factor = hasOneFactor() ? String.format("%.6g", factors[0]) : "factors";
    String summand = hasOneSummand() ? String.format("%.6g", summands[0]) : "summands";
    return "x * " + factor + (hasOneSummand() && summands[0] == 0 ? "" : " + " + summand);
  }
}
