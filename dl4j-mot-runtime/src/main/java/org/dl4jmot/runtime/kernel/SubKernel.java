package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Sub;

/** Difference of two tensors, on floats, int8 and int16. */
final class SubKernel {
  private SubKernel() {}

  static Kernel prepare(Sub op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      FloatClamp clamp = FloatClamp.of(op.activation());
      return new FloatBinary(operands, (left, right) -> clamp.apply(left - right));
    }
    if (operands.allOf(INT8)) {
      return new Int8Binary(operands, Int8Sum.difference(operands, op.activation()));
    }
    if (operands.allOf(INT16)) {
      operands.requireSymmetric();
      return new Int16Binary(operands, Int8Sum.difference(operands, op.activation()));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }
}
