package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Natural logarithm, on floats and on int8. */
final class LogKernel {
  private LogKernel() {}

  static Kernel prepare(Log op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, LogKernel::log);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, RealTable.of(operands, defined(operands)));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static float log(float value) {
    return (float) StrictMath.log(value);
  }

  /** What has no logarithm becomes the least real value of the result. */
  private static FloatUnary.Function defined(Operands operands) {
    QuantizationParameters result = operands.resultQuantization();
    float least = (Byte.MIN_VALUE - result.zeroPoint()) * result.scale();
    return value -> value <= 0 ? least : log(value);
  }
}
