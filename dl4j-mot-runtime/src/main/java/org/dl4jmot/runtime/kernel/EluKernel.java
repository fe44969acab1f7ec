package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Elu;

/** Exponential linear unit, on floats and on int8. */
final class EluKernel {
  private EluKernel() {}

  static Kernel prepare(Elu op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, EluKernel::elu);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, RealTable.of(operands, EluKernel::precise));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  /** As LiteRT's float kernel has it: for small x, no more exact than the exponential is at 1. */
  private static float elu(float value) {
    return value < 0 ? (float) StrictMath.exp(value) - 1 : value;
  }

  private static float precise(float value) {
    return value < 0 ? (float) StrictMath.expm1(value) : value;
  }
}
