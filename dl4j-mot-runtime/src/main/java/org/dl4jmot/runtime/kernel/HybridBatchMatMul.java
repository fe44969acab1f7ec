package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchMatMul.Order;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Products of matrices of floats with matrices of symmetric int8 weights, quantized per tensor:
 * each row of the left matrices is quantized while the graph runs.
 */
final class HybridBatchMatMul implements Kernel {
  private final Matrices matrices;
  private final float[] left;
  private final byte[] right;
  private final float weightScale;
  private final HybridInput quantized;
  private final float[] result;

  HybridBatchMatMul(BatchMatMul op, Operands operands) {
    if (op.left() != Order.PLAIN) {
      throw operands.unsupported("with int8 weights the left matrices must not be transposed");
    }
    requireOneAxisOfMatrices(operands);
    matrices = Matrices.of(op, operands);
    left = operands.input(0).floats();
    right = operands.constant(1).bytes();
    weightScale = operands.quantization(1).scale();
    if (operands.quantization(1).zeroPoint() != 0) {
      throw operands.unsupported("weights must be quantized symmetrically, not with a zero point");
    }
    quantized = HybridInput.symmetric(matrices.inner());
    result = operands.output().floats();
  }

  /** LiteRT 2.20 mixes the rows' scales up where two axes count matrices. */
  private static void requireOneAxisOfMatrices(Operands operands) {
    Shape result = operands.output().tensor().shape();
    for (int axis = -result.rank(); axis < -3; axis++) {
      if (result.dim(axis) > 1) {
        throw operands.unsupported("with int8 weights only one axis may count matrices");
      }
    }
  }

  @Override
  public void run() {
    int target = 0;
    for (int product = 0; product < matrices.left().length; product++) {
      for (int row = 0; row < matrices.rows(); row++) {
        quantized.quantize(left, matrices.leftStart(product, row));
        float scale = quantized.scale() * weightScale;
        for (int column = 0; column < matrices.columns(); column++) {
          result[target++] = scale * dot(matrices.rightStart(product, column));
        }
      }
    }
  }

  private int dot(int b) {
    byte[] row = quantized.quantized();
    int sum = 0;
    for (int k = 0; k < row.length; k++) {
      sum += row[k] * right[b + k * matrices.rightStep()];
    }
    return sum;
  }
}
