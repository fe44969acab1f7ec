package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Exp;

/** The exponential, on floats and on int8. */
final class ExpKernel {
  private ExpKernel() {}

  static Kernel prepare(Exp op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, ExpKernel::exp);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, RealTable.of(operands, ExpKernel::exp));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static float exp(float value) {
    return (float) StrictMath.exp(value);
  }
}
