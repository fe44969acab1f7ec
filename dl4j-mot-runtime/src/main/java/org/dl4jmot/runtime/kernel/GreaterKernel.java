package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.BOOL;
import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.tensor.Shape;

/** Compares two tensors of floats; 1 is true. */
final class GreaterKernel implements Kernel {
  private final float[] left;
  private final float[] right;
  private final byte[] result;
  private final int[] leftIndices;
  private final int[] rightIndices;

  private GreaterKernel(Operands operands) {
    left = operands.input(0).floats();
    right = operands.input(1).floats();
    result = operands.output().bytes();
    Shape shape = operands.output().tensor().shape();
    leftIndices = BroadcastIndex.of(operands.shape(0), shape);
    rightIndices = BroadcastIndex.of(operands.shape(1), shape);
  }

  static Kernel prepare(Greater op, Operands operands) {
    if (operands.typed(FLOAT32, FLOAT32, BOOL)) {
      return new GreaterKernel(operands);
    }
    throw operands.unsupportedTypes("FLOAT32, FLOAT32 -> BOOL");
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] = (byte) (left[leftIndices[i]] > right[rightIndices[i]] ? 1 : 0);
    }
  }
}
