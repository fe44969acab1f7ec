package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Products of matrices of int8, each quantized per tensor. */
final class Int8BatchMatMul implements Kernel {
  private final Matrices matrices;
  private final byte[] left;
  private final int leftZero;
  private final byte[] right;
  private final int rightZero;
  private final Requantization requantization;
  private final byte[] result;

  Int8BatchMatMul(BatchMatMul op, Operands operands) {
    matrices = Matrices.of(op, operands);
    left = operands.input(0).bytes();
    leftZero = operands.quantization(0).zeroPoint();
    right = operands.input(1).bytes();
    rightZero = operands.quantization(1).zeroPoint();
    result = operands.output().bytes();
    QuantizationParameters output = operands.resultQuantization();
    // LiteRT 2.20 multiplies the two scales in single precision, as for FULLY_CONNECTED.
    float product = operands.quantization(0).scale() * operands.quantization(1).scale();
    requantization =
        Requantization.uniform(
            FixedPointMultiplier.of((double) product / (double) output.scale()),
            output.zeroPoint(),
            IntegerRange.of(operands.output().tensor(), Activation.NONE),
            Ties.UP,
            1);
  }

  @Override
  public void run() {
    int target = 0;
    for (int product = 0; product < matrices.left().length; product++) {
      for (int row = 0; row < matrices.rows(); row++) {
        int a = matrices.leftStart(product, row);
        for (int column = 0; column < matrices.columns(); column++) {
          int sum = dot(a, matrices.rightStart(product, column));
          result[target++] = requantization.apply(sum, 0);
        }
      }
    }
  }

  private int dot(int a, int b) {
    int sum = 0;
    for (int k = 0; k < matrices.inner(); k++) {
      sum +=
          (left[a + k * matrices.leftStep()] - leftZero)
              * (right[b + k * matrices.rightStep()] - rightZero);
    }
    return sum;
  }
}
