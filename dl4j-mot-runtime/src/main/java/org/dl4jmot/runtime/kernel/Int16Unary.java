package org.dl4jmot.runtime.kernel;

/** A function of each int16 element; 65,536 of them are too many for a table of each tensor. */
final class Int16Unary implements Kernel {
  private final byte[] input;
  private final byte[] result;
  private final TableKernel.Function function;

  /** The function's results fit 16 bits. */
  Int16Unary(Operands operands, TableKernel.Function function) {
    input = operands.input().bytes();
    result = operands.output().bytes();
    this.function = function;
  }

  @Override
  public void run() {
    for (int i = 0; i < Shorts.count(result); i++) {
      Shorts.put(result, i, function.apply(Shorts.get(input, i)));
    }
  }
}
