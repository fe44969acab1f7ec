package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.Sqrt;

/** Square root of floats. */
final class SqrtKernel {
  private SqrtKernel() {}

  static Kernel prepare(Sqrt op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, value -> (float) Math.sqrt(value));
    }
    throw operands.unsupportedTypes("FLOAT32");
  }
}
