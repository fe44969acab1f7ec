package org.dl4jmot.runtime.kernel;

/** A function of one 8-bit value, tabulated over all 256 of them at preparation. */
final class TableKernel implements Kernel {
  private final byte[] input;
  private final byte[] result;
  private final byte[] table = new byte[256];

  /** A function of a stored value. */
  @FunctionalInterface
  interface Function {
    int apply(int value);
  }

  TableKernel(Operands operands, Function function) {
    input = operands.input().bytes();
    result = operands.output().bytes();
    IntegerRange range = IntegerRange.of(operands.type(0));
    for (int value = range.min(); value <= range.max(); value++) {
      table[value & 0xff] = (byte) function.apply(value);
    }
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] = table[input[i] & 0xff];
    }
  }
}
