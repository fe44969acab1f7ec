package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Logistic;

/** 1 / (1 + exp(-x)), on floats, int8 and int16. */
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
    if (operands.allOf(INT16)) {
      operands.requireResultQuantization(1f / 32768, 0);
      return new Int16Unary(operands, Int16Sigmoid.logistic(operands.symmetricScale(0)));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  static float logistic(float value) {
    return 1 / (1 + (float) StrictMath.exp(-value));
  }
}
