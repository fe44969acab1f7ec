package org.dl4jmot.runtime.kernel;

/**
 * Sigmoid and hyperbolic tangent in 16-bit fixed point, step by step as gemmlowp computes them, so
 * that every bit is LiteRT's. A number with n integer bits is {@code raw * 2^(n - 15)}.
 */
final class FixedPoint16 {
  private static final int FRACTION = 15;
  private static final short ONE = Short.MAX_VALUE;

  // exp(-2^k) for k from -2 to 4, in 31 bits; each exact multiplier of the exponential.
  private static final int[] POWERS_OF_E = {
    1672461947, 1302514674, 790015084, 290630308, 39332535, 720401, 242
  };
  private static final int LEAST_POWER = -2;
  private static final short EXP_OF_MINUS_EIGHTH = constant(1895147668);
  private static final short THIRD = constant(715827883);
  // Of the first guess of Newton's division, with 2 integer bits.
  private static final short GUESS_AT_0 = constant(1515870810);
  private static final short GUESS_SLOPE = constant(-1010580540);
  private static final int NEWTON_STEPS = 3;
  // Numbers with more integer bits reach below -32, where the exponential is 0.
  private static final int MOST_UNCLAMPED_BITS = 5;

  private FixedPoint16() {}

  private static short constant(int in31Bits) {
    return (short) (((in31Bits >> 15) + 1) >> 1);
  }

  /** 1 / (1 + exp(-x)), with 0 integer bits, for x with so many. */
  static short sigmoid(short x, int integerBits) {
    if (x == 0) {
      return 1 << (FRACTION - 1);
    }
    short magnitude = x > 0 ? x : (short) -x;
    short positive = oneOverOnePlus(expOfNegative((short) -magnitude, integerBits));
    return x > 0 ? positive : (short) (ONE - positive);
  }

  /** tanh(x), with 0 integer bits, for x with so many. */
  static short tanh(short x, int integerBits) {
    if (x == 0) {
      return 0;
    }
    short negative = x < 0 ? x : (short) -x;
    // Twice the value is the same raw number with a further integer bit.
    short result = oneMinusOverOnePlus(expOfNegative(negative, integerBits + 1));
    return x < 0 ? (short) -result : result;
  }

  private static short expOfNegative(short x, int integerBits) {
    if (x == 0) {
      return ONE;
    }
    int fractionBits = FRACTION - integerBits;
    int quarter = 1 << (fractionBits - 2);
    short rest = (short) ((x & (quarter - 1)) - quarter);
    short result = expOfMinusQuarterToZero(saturatingShift(rest, integerBits));
    int remainder = (short) (rest - x);
    for (int i = 0; i < POWERS_OF_E.length; i++) {
      int exponent = LEAST_POWER + i;
      if (integerBits > exponent && (remainder & (1 << (fractionBits + exponent))) != 0) {
        result = times(result, constant(POWERS_OF_E[i]));
      }
    }
    boolean vanishes = integerBits > MOST_UNCLAMPED_BITS && x < -(32 << fractionBits);
    return vanishes ? 0 : result;
  }

  /** Taylor's series around -1/8. */
  private static short expOfMinusQuarterToZero(short a) {
    short x = (short) (a + (1 << (FRACTION - 3)));
    short square = times(x, x);
    short cube = times(square, x);
    short fourth = times(square, square);
    short quarterOfFourth = roundedShift(fourth, 2);
    short sum = (short) (times((short) (quarterOfFourth + cube), THIRD) + square);
    short tail = roundedShift(sum, 1);
    short product = times(EXP_OF_MINUS_EIGHTH, (short) (x + tail));
    return saturate(EXP_OF_MINUS_EIGHTH + product);
  }

  private static short oneOverOnePlus(short x) {
    // Half of it with 2 integer bits is the whole with 1.
    return saturatingShift(twoOverOnePlus(x), 1);
  }

  private static short oneMinusOverOnePlus(short x) {
    short one = 1 << (FRACTION - 2);
    return saturatingShift((short) (twoOverOnePlus(x) - one), 2);
  }

  /** 2 / (1 + x), with 2 integer bits, by Newton's method. */
  private static short twoOverOnePlus(short x) {
    short half = (short) ((x + ONE + 1) / 2);
    short one = 1 << (FRACTION - 2);
    short guess = (short) (GUESS_AT_0 + times(half, GUESS_SLOPE));
    for (int i = 0; i < NEWTON_STEPS; i++) {
      short error = (short) (one - times(half, guess));
      guess = (short) (guess + saturatingShift(times(guess, error), 2));
    }
    return guess;
  }

  /** Twice the product's upper half, rounded. */
  private static short times(short a, short b) {
    if (a == b && a == Short.MIN_VALUE) {
      return Short.MAX_VALUE;
    }
    int product = a * b;
    int nudge = product >= 0 ? 1 << 14 : 1 - (1 << 14);
    return (short) ((product + nudge) / (1 << 15));
  }

  private static short saturatingShift(short x, int bits) {
    return saturate(x << bits);
  }

  private static short saturate(int value) {
    return (short) Math.min(Short.MAX_VALUE, Math.max(Short.MIN_VALUE, value));
  }

  /** Divides by a power of two, halves away from zero. */
  static short roundedShift(int value, int bits) {
    int mask = (1 << bits) - 1;
    int threshold = (mask >> 1) + (value < 0 ? 1 : 0);
    return (short) ((value >> bits) + ((value & mask) > threshold ? 1 : 0));
  }

  /** The sum, limited to 16 bits. */
  static short saturatedSum(int a, int b) {
    return saturate(a + b);
  }
}
