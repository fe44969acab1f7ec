package org.dl4jmot.runtime.kernel;

/** Rounding to integers as C's {@code std::round} does it: halves away from zero. */
final class Rounding {
  private Rounding() {}

  static int halfAwayFromZero(float value) {
    return halfAwayFromZero((double) value);
  }

  /** Keeps values that no int holds. */
  static float halfAwayFromZeroToFloat(float value) {
    return Math.abs(value) < 0x1p24f ? halfAwayFromZero(value) : value;
  }

  /** Saturates outside the int range; NaN becomes 0. */
  static int halfAwayFromZero(double value) {
    // Adding 0.5 would round the largest value below 0.5 up.
    double truncated = value < 0 ? Math.ceil(value) : Math.floor(value);
    double rest = Math.abs(value - truncated);
    return (int) (rest >= 0.5 ? truncated + Math.signum(value) : truncated);
  }
}
