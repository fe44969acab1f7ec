package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.BatchMatMul;

/** Products of matrices of floats. */
final class FloatBatchMatMul implements Kernel {
  private final Matrices matrices;
  private final float[] left;
  private final float[] right;
  private final float[] result;

  FloatBatchMatMul(BatchMatMul op, Operands operands) {
    matrices = Matrices.of(op, operands);
    left = operands.input(0).floats();
    right = operands.input(1).floats();
    result = operands.output().floats();
  }

  @Override
  public void run() {
    int target = 0;
    for (int product = 0; product < matrices.left().length; product++) {
      for (int row = 0; row < matrices.rows(); row++) {
        int a = matrices.leftStart(product, row);
        for (int column = 0; column < matrices.columns(); column++) {
          result[target++] = dot(a, matrices.rightStart(product, column));
        }
      }
    }
  }

  private float dot(int a, int b) {
    float sum = 0;
    for (int k = 0; k < matrices.inner(); k++) {
      sum += left[a + k * matrices.leftStep()] * right[b + k * matrices.rightStep()];
    }
    return sum;
  }
}
