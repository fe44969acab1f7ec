package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Tanh;

/** Hyperbolic tangent, on floats, int8 and int16. */
final class TanhKernel {
  private TanhKernel() {}

  static Kernel prepare(Tanh op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, TanhKernel::tanh);
    }
    if (operands.allOf(INT8)) {
      operands.requireResultQuantization(1f / 128, 0);
      return new TableKernel(operands, RealTable.of(operands, TanhKernel::tanh));
    }
    if (operands.allOf(INT16)) {
      operands.requireResultQuantization(1f / 32768, 0);
      return new Int16Unary(operands, Int16Sigmoid.tanh(operands.symmetricScale(0)));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  static float tanh(float value) {
    return (float) StrictMath.tanh(value);
  }
}
