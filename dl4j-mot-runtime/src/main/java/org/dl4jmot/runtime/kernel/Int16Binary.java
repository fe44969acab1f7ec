package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.Shape;

/** An operation on two int16 values, element by element with broadcasting. */
final class Int16Binary implements Kernel {
  private final byte[] left;
  private final byte[] right;
  private final byte[] result;
  private final int[] leftIndices;
  private final int[] rightIndices;
  private final Int8Binary.Function function;

  /** The function's results fit 16 bits. */
  Int16Binary(Operands operands, Int8Binary.Function function) {
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
    for (int i = 0; i < Shorts.count(result); i++) {
      int first = Shorts.get(left, BroadcastIndex.at(leftIndices, i));
      int second = Shorts.get(right, BroadcastIndex.at(rightIndices, i));
      Shorts.put(result, i, function.apply(first, second));
    }
  }
}
