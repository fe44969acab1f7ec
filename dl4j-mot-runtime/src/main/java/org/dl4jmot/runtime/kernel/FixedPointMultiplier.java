package org.dl4jmot.runtime.kernel;

/**
 * A positive real factor as LiteRT's integer kernels apply it: a 31-bit mantissa and a power of
 * two, so that {@code factor = mantissa * 2^(shift - 31)}. The product is rounded twice, as in
 * gemmlowp: after the multiplication, and after the shift to the right.
 *
 * @param mantissa in [2^30, 2^31), or 0
 * @param shift exponent; above 0 the value is shifted left before the multiplication
 */
record FixedPointMultiplier(int mantissa, int shift) {
  /** The nearest representable multiplier; factors below about 2^-32 become 0. */
  static FixedPointMultiplier of(double factor) {
    if (factor == 0) {
      return new FixedPointMultiplier(0, 0);
    }
    int exponent = Math.getExponent(factor) + 1;
    double fraction = factor / Math.scalb(1.0, exponent);
    long fixed = Math.round(fraction * (1L << 31));
    if (fixed == 1L << 31) {
      fixed /= 2;
      exponent++;
    }
    return exponent < -31
        ? new FixedPointMultiplier(0, 0)
        : new FixedPointMultiplier((int) fixed, exponent);
  }

  /** The product, halves rounded away from zero in the end. */
  int apply(int value) {
    return apply(value, mantissa, shift, Ties.AWAY_FROM_ZERO.negativeNudge());
  }

  /**
   * The product of a value and a multiplier.
   *
   * @param negativeNudge {@link Ties#negativeNudge} of the last rounding
   */
  static int apply(int value, int mantissa, int shift, int negativeNudge) {
    if (shift >= 0) {
      return highHalf(value << shift, mantissa);
    }
    long product = highHalf(value, mantissa);
    long half = 1L << (-shift - 1);
    long nudge = (product >>> 63) & negativeNudge;
    return (int) ((product + half - nudge) >> -shift);
  }

  /** Twice the product's upper 32 bits, halves up. */
  private static int highHalf(int a, int b) {
    return (int) (((long) a * b + (1L << 30)) >> 31);
  }
}
