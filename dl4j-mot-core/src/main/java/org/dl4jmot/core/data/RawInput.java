package org.dl4jmot.core.data;

import java.util.Objects;
import java.util.Optional;

/**
 * What an input of the file is fed in place of the normalized values that the trained network
 * takes.
 *
 * @param normalization what the trained network was given, in words for messages
 * @param map from raw to normalized values
 * @param range raw values there are, such as 0 to 255 for pixels; empty where nobody said
 */
public record RawInput(String normalization, AffineMap map, Optional<Range> range) {
  /** What rounding may add to a raw value in a normalized array. */
  private static final double SLACK = 0.5;

  /** Pixels are whole numbers; what inverting a normalization leaves of them is this close. */
  private static final double WHOLE = 1e-2;

  /** Checks that nothing is missing. */
  public RawInput {
    Objects.requireNonNull(normalization, "normalization");
    Objects.requireNonNull(map, "map");
    Objects.requireNonNull(range, "range");
  }

  /**
   * Raw values an input may take.
   *
   * @param min lower end
   * @param max upper end, above the lower one
   */
  public record Range(float min, float max) {
    /**
     * Checks the range.
     *
     * @throws IllegalArgumentException if an end is not finite or min is not below max
     */
    public Range {
      if (!Float.isFinite(min) || !Float.isFinite(max) || min >= max) {
        throw new IllegalArgumentException(
            "a range of raw values must be finite, its lower end first: ["
                + min
                + ", "
                + max
                + "]");
      }
    }
  }

  /**
   * The raw values behind normalized ones. Where their range is known they are put back onto it:
   * whole numbers where the rounding of the normalization alone keeps them from being so.
   *
   * @throws IllegalArgumentException if a value is far outside of the range: it was not normalized
   */
  float[] raw(String input, float[] normalized) {
    float[] raw = new float[normalized.length];
    for (int i = 0; i < raw.length; i++) {
      double value = map.raw(i, normalized[i]);
      raw[i] = (float) (range.isPresent() ? inRange(input, i, normalized[i], value) : value);
    }
    return raw;
  }

  private double inRange(String input, int element, float normalized, double raw) {
    Range known = range.orElseThrow();
    if (raw < known.min() - SLACK || raw > known.max() + SLACK) {
      throw new IllegalArgumentException(
          "input '"
              + input
              + "' is given "
              + normalized
              + " at element "
              + element
              + ", which "
              + normalization
              + " would have made of "
              + (float) raw
              + ", outside of the raw values ["
              + known.min()
              + ", "
              + known.max()
              + "]; arrays and data sets are given as the network is trained on, normalized: is the"
              + " preprocessor missing on the data set?");
    }
    double whole = Math.rint(raw);
    return Math.max(
        known.min(), Math.min(known.max(), Math.abs(raw - whole) < WHOLE ? whole : raw));
  }
}
