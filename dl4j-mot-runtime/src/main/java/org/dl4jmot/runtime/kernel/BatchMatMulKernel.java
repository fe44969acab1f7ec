package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchMatMul.Order;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses the matrix products' kernel for the operands' types. */
final class BatchMatMulKernel {
  private BatchMatMulKernel() {}

  static Kernel prepare(BatchMatMul op, Operands operands) {
    requireSoundBroadcast(op, operands);
    if (operands.allOf(FLOAT32)) {
      return new FloatBatchMatMul(op, operands);
    }
    if (operands.allOf(INT8)) {
      return new Int8BatchMatMul(op, operands);
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32)) {
      return new HybridBatchMatMul(op, operands);
    }
    throw operands.unsupportedTypes("FLOAT32 with FLOAT32 or INT8 weights", "INT8");
  }

  /** LiteRT 2.20 takes such left matrices for one tall one, and computes garbage. */
  private static void requireSoundBroadcast(BatchMatMul op, Operands operands) {
    Shape left = operands.shape(0);
    Shape right = operands.shape(1);
    if (op.left() == Order.TRANSPOSED
        && left.rank() > 2
        && right.rank() > 2
        && left.dim(-3) > 1
        && right.dim(-3) == 1) {
      throw operands.unsupported(
          "LiteRT computes garbage for several transposed left matrices and one right matrix");
    }
  }
}
