package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.Shape;

/** An operation on two floats, element by element with broadcasting, and its fused activation. */
final class FloatBinary implements Kernel {
  private final float[] left;
  private final float[] right;
  private final float[] result;
  private final int[] leftIndices;
  private final int[] rightIndices;
  private final Function function;

  /** What is done with each pair. */
  @FunctionalInterface
  interface Function {
    float apply(float left, float right);
  }

  FloatBinary(Operands operands, Function function) {
    left = operands.input(0).floats();
    right = operands.input(1).floats();
    result = operands.output().floats();
    Shape shape = operands.output().tensor().shape();
    leftIndices = BroadcastIndex.sparing(operands.shape(0), shape);
    rightIndices = BroadcastIndex.sparing(operands.shape(1), shape);
    this.function = function;
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] =
          function.apply(
              left[BroadcastIndex.at(leftIndices, i)], right[BroadcastIndex.at(rightIndices, i)]);
    }
  }
}
