package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Softmax;

/** Softmax of int16 along the last axis: tables of exp and of 1 / (1 + x), 15-bit fractions. */
final class Int16Softmax implements Kernel {
  private static final double RANGE = 65535;
  // Below exp(-10) all is taken for 0.
  private static final double LEAST_EXPONENT = 10;
  private static final double TABLE_SCALE = 65536 / (2.0 / RANGE * RANGE);

  private final Int16Table exponentials =
      new Int16Table(-LEAST_EXPONENT, 0, TABLE_SCALE, StrictMath::exp);
  private final Int16Table reciprocals = new Int16Table(0, 1, TABLE_SCALE, x -> 1 / (1 + x));
  private final byte[] input;
  private final byte[] result;
  private final int row;
  private final FixedPointMultiplier toTable;

  Int16Softmax(Softmax op, Operands operands) {
    input = operands.input().bytes();
    result = operands.output().bytes();
    row = operands.shape(0).dim(-1);
    // The product in single precision, as LiteRT 2.20 computes it.
    float scale = operands.symmetricScale(0) * op.beta();
    toTable = FixedPointMultiplier.of(scale / (LEAST_EXPONENT / RANGE));
  }

  @Override
  public void run() {
    for (int from = 0; from < Shorts.count(input); from += row) {
      int greatest = Short.MIN_VALUE;
      for (int i = from; i < from + row; i++) {
        greatest = Math.max(greatest, Shorts.get(input, i));
      }
      normalize(from, sumOfExponentials(from, greatest));
    }
  }

  /** Leaves the exponentials in the result. */
  private int sumOfExponentials(int from, int greatest) {
    int sum = 0;
    for (int i = from; i < from + row; i++) {
      int scaled = toTable.apply(Shorts.get(input, i) - greatest) + Short.MAX_VALUE;
      int exponential = exponentials.at(clamp(scaled, Short.MIN_VALUE));
      Shorts.put(result, i, exponential);
      sum += exponential;
    }
    return sum;
  }

  private void normalize(int from, int sum) {
    int headroom = Integer.numberOfLeadingZeros(sum);
    int shifted = (int) ((((long) sum << (headroom - 1)) + (1 << 13)) >> 14);
    int reciprocal = reciprocals.at(clamp(shifted - (1 << 15) - (1 << 16), Short.MIN_VALUE));
    int shift = 31 - headroom;
    for (int i = from; i < from + row; i++) {
      long product = (long) Shorts.get(result, i) * reciprocal;
      int scaled = (int) ((product + (1L << (shift - 1))) >> shift);
      Shorts.put(result, i, clamp(scaled, 0));
    }
  }

  private static int clamp(int value, int least) {
    return Math.max(least, Math.min(Short.MAX_VALUE, value));
  }
}
