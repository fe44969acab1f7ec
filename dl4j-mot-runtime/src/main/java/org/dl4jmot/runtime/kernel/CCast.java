package org.dl4jmot.runtime.kernel;

/** Conversion of floats to integers as compiled C does it on x86-64. */
final class CCast {
  private CCast() {}

  /** Truncates; what no int holds, and what is no number, becomes the least int. */
  static int toInt(float value) {
    return Math.abs(value) < 0x1p31f ? (int) value : Integer.MIN_VALUE;
  }

  /** Rounds, halves away from zero; what no int holds becomes the least int. */
  static int rounded(double value) {
    return Math.abs(value) < 0x1p31 ? Rounding.halfAwayFromZero(value) : Integer.MIN_VALUE;
  }
}
