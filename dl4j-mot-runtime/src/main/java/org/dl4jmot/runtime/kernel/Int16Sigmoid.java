package org.dl4jmot.runtime.kernel;

/**
 * LOGISTIC and TANH on int16: the input is brought to steps of 1/(3 * 4096), and a table of the
 * logistic function at multiples of 1/24 interpolated; tanh(x) = 2 logistic(2x) - 1. LiteRT takes
 * another way where the scale is 2^-12: fixed-point arithmetic without a table.
 */
final class Int16Sigmoid {
  /** At i/24, 16-bit fractions; each sample half the error of interpolation higher. */
  private static final int[] TABLE = table();

  private static final int LAST = 255;

  // A scale of 2^-12 leaves 3 bits in front of the point.
  private static final int INTEGER_BITS = 3;

  // The input in steps of the table: (value * factor) >> shift.
  private final int factor;
  private final int shift;

  private Int16Sigmoid(float inputScale) {
    double multiplier = inputScale * 4096.0 * 3.0;
    int bits = 0;
    while (multiplier <= 32767.0 / 2.0 && bits <= 30) {
      bits++;
      multiplier *= 2;
    }
    factor = (int) multiplier;
    shift = bits;
  }

  /** The power of two that the scale is over 2^-12, if LiteRT's tolerance takes it for one. */
  private static int exactShift(float scale, int greatest) {
    double logarithm = Math.log(scale) * (1 / Math.log(2));
    int rounded = Rounding.halfAwayFromZero((float) logarithm);
    int above = 12 + rounded;
    return Math.abs((float) logarithm - rounded) < 1e-3f && above >= 0 && above <= greatest
        ? above
        : -1;
  }

  private static int[] table() {
    int[] table = new int[LAST + 1];
    for (int i = 0; i < LAST; i++) {
      double error = at(i + 0.5) - (at(i) + at(i + 1)) / 2;
      table[i] = (int) Math.floor(at(i) + error / 2 + 0.5);
    }
    table[LAST] = 0xffff;
    return table;
  }

  private static double at(double index) {
    return 65536 / (1 + StrictMath.exp(-index / 24));
  }

  static TableKernel.Function logistic(float inputScale) {
    return exactShift(inputScale, 0) == 0
        ? value -> FixedPoint16.sigmoid((short) value, INTEGER_BITS)
        : new Int16Sigmoid(inputScale)::logisticOf;
  }

  static TableKernel.Function tanh(float inputScale) {
    int exact = exactShift(inputScale, 1);
    return exact >= 0
        ? value -> FixedPoint16.tanh(saturated(value << exact), INTEGER_BITS)
        : new Int16Sigmoid(inputScale)::tanhOf;
  }

  private static short saturated(int value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  private int steps(int value) {
    int round = shift > 0 ? 1 << (shift - 1) : 0;
    return (value * factor + round) >> shift;
  }

  private int logisticOf(int value) {
    int steps = steps(value);
    int magnitude = interpolated(Math.abs(steps), 9, 0x7fff << 10);
    int result = steps >= 0 ? magnitude + (1 << 9) : (1 << (16 + 9)) - magnitude + (1 << 9) - 1;
    return result >>> 10;
  }

  private int tanhOf(int value) {
    int steps = steps(value);
    int magnitude = interpolated(Math.abs(steps), 8, 0xffff << 8);
    int result =
        steps >= 0
            ? magnitude - (1 << (14 + 9)) + (1 << (9 - 2))
            : -magnitude + (1 << (14 + 9)) + (1 << (9 - 2)) - 1;
    return (short) (result >> (9 - 1));
  }

  private static int interpolated(int magnitude, int fractionBits, int saturated) {
    int index = magnitude >>> fractionBits;
    if (index >= LAST) {
      return saturated;
    }
    int rest = magnitude & ((1 << fractionBits) - 1);
    return (TABLE[index] << fractionBits) + rest * (TABLE[index + 1] - TABLE[index]);
  }
}
