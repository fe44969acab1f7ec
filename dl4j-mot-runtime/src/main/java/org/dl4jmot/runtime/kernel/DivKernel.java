package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.Div;

/** Quotient of two tensors of floats. */
final class DivKernel {
  private DivKernel() {}

  static Kernel prepare(Div op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      FloatClamp clamp = FloatClamp.of(op.activation());
      return new FloatBinary(operands, (left, right) -> clamp.apply(left / right));
    }
    throw operands.unsupportedTypes("FLOAT32");
  }
}
