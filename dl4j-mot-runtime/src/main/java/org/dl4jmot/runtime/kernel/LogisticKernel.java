package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Logistic;

/** 1 / (1 + exp(-x)), on floats and on int8. */
final class LogisticKernel {
  private LogisticKernel() {}

  static Kernel prepare(Logistic op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, LogisticKernel::logistic);
    }
    if (operands.allOf(INT8)) {
      operands.requireResultQuantization(1f / 256, -128);
      return new TableKernel(operands, RealTable.of(operands, LogisticKernel::logistic));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  static float logistic(float value) {
    return 1 / (1 + (float) StrictMath.exp(-value));
  }
}
