package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Op;

/** RESHAPE and the identity: the same elements, whatever their type. */
final class CopyKernel {
  private CopyKernel() {}

  static Kernel prepare(Op op, Operands operands) {
    if (operands.type(0) != operands.resultType()) {
      throw operands.unsupported("input and result must have the same type");
    }
    operands.requireSameQuantization();
    TensorBuffer input = operands.input();
    TensorBuffer output = operands.output();
    return () -> input.copyTo(0, output, 0, input.elements());
  }
}
