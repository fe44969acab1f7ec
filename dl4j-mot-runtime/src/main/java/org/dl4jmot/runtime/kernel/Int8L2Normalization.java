package org.dl4jmot.runtime.kernel;

/**
 * Rows of int8, divided by their norm: the inverse root of the sum of squares is found by Newton's
 * method in fixed point, as LiteRT does.
 */
final class Int8L2Normalization implements Kernel {
  /** The result's scale is a 128th. */
  private static final int RESULT_BITS = 7;

  private static final int NEWTON_STEPS = 5;

  /** 1 and 3/2 with 3 integer and 28 fractional bits; half the root of 2 with 31. */
  private static final int ONE = 1 << 28;

  private static final int THREE_HALVES = ONE + (ONE >> 1);
  private static final int HALF_ROOT_OF_TWO = 1518500250;

  private final byte[] input;
  private final byte[] result;
  private final int row;
  private final int zeroPoint;

  Int8L2Normalization(Operands operands) {
    input = operands.input().bytes();
    result = operands.output().bytes();
    row = operands.shape(0).dim(-1);
    zeroPoint = operands.quantization(0).zeroPoint();
  }

  @Override
  public void run() {
    for (int from = 0; from < input.length; from += row) {
      int squares = 0;
      for (int i = from; i < from + row; i++) {
        squares += (input[i] - zeroPoint) * (input[i] - zeroPoint);
      }
      normalize(from, squares);
    }
  }

  /** The sum of squares is brought to [1/4, 1) of its range by an even shift, undone in the end. */
  private void normalize(int from, int squares) {
    int rest = squares;
    int rightShift = 11;
    while (rest >= 1 << 29) {
      rest /= 4;
      rightShift++;
    }
    int mantissa = Integer.MAX_VALUE;
    if (squares > 1) {
      int pairs = (Integer.numberOfLeadingZeros(rest) - 1) / 2 - 1;
      rightShift -= pairs;
      mantissa = inverseRoot(rest << (2 * pairs));
    } else {
      rightShift = 0;
    }
    if (rightShift < 0) {
      mantissa <<= -rightShift;
      rightShift = 0;
    }
    scale(from, mantissa, RESULT_BITS - rightShift);
  }

  private void scale(int from, int mantissa, int shift) {
    for (int i = from; i < from + row; i++) {
      int scaled =
          FixedPointMultiplier.apply(
              input[i] - zeroPoint, mantissa, shift, Ties.AWAY_FROM_ZERO.negativeNudge());
      result[i] = (byte) Math.min(Byte.MAX_VALUE, Math.max(Byte.MIN_VALUE, scaled));
    }
  }

  private static int inverseRoot(int squares) {
    int value = squares >> 1;
    int half = (value + 1) >> 1;
    int root = ONE;
    for (int step = 0; step < NEWTON_STEPS; step++) {
      int cubed = withThreeIntegerBits(multiply(multiply(root, root), root), 6);
      root = withThreeIntegerBits(multiply(THREE_HALVES, root) - multiply(half, cubed), 3);
    }
    return multiply(root, HALF_ROOT_OF_TWO);
  }

  /** Twice the product's upper 32 bits, halves away from zero. */
  private static int multiply(int a, int b) {
    long product = (long) a * b;
    long nudge = product >= 0 ? 1L << 30 : 1 - (1L << 30);
    return (int) ((product + nudge) / (1L << 31));
  }

  /** A shift to the left that saturates. */
  private static int withThreeIntegerBits(int value, int bits) {
    long shifted = (long) value << bits;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(Integer.MIN_VALUE, shifted));
  }
}
