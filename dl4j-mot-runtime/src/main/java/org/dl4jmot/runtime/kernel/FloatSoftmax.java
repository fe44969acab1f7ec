package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Softmax;

/** Softmax of floats along the last axis, safe against overflow. */
final class FloatSoftmax implements Kernel {
  private final float beta;
  private final float[] input;
  private final float[] result;
  private final int row;

  FloatSoftmax(Softmax op, Operands operands) {
    beta = op.beta();
    input = operands.input().floats();
    result = operands.output().floats();
    row = operands.shape(0).dim(-1);
  }

  @Override
  public void run() {
    for (int from = 0; from < input.length; from += row) {
      float sum = exponentials(from, greatest(from));
      float inverse = 1 / sum;
      for (int i = from; i < from + row; i++) {
        result[i] *= inverse;
      }
    }
  }

  private float greatest(int from) {
    float greatest = Float.NEGATIVE_INFINITY;
    for (int i = from; i < from + row; i++) {
      greatest = Math.max(greatest, input[i]);
    }
    return greatest;
  }

  private float exponentials(int from, float greatest) {
    float sum = 0;
    for (int i = from; i < from + row; i++) {
      result[i] = (float) StrictMath.exp((input[i] - greatest) * beta);
      sum += result[i];
    }
    return sum;
  }
}
