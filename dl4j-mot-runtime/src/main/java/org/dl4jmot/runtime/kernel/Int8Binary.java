package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.Shape;

/** An operation on two int8 values, element by element with broadcasting. */
final class Int8Binary implements Kernel {
  private final byte[] left;
  private final byte[] right;
  private final byte[] result;
  private final int[] leftIndices;
  private final int[] rightIndices;
  private final Function function;

  /** What is done with each pair; the result fits a byte. */
  @FunctionalInterface
  interface Function {
    int apply(int left, int right);
  }

  Int8Binary(Operands operands, Function function) {
    left = operands.input(0).bytes();
    right = operands.input(1).bytes();
    result = operands.output().bytes();
    Shape shape = operands.output().tensor().shape();
    leftIndices = BroadcastIndex.sparing(operands.shape(0), shape);
    rightIndices = BroadcastIndex.sparing(operands.shape(1), shape);
    this.function = function;
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] =
          (byte)
              function.apply(
                  left[BroadcastIndex.at(leftIndices, i)],
                  right[BroadcastIndex.at(rightIndices, i)]);
    }
  }
}
