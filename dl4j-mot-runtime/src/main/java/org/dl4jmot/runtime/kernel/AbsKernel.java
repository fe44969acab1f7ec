package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Absolute value, on floats and on int8. */
final class AbsKernel {
  private AbsKernel() {}

  static Kernel prepare(Abs op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, Math::abs);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, rescaled(operands));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static TableKernel.Function rescaled(Operands operands) {
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    // Divided in single precision, as LiteRT does.
    FixedPointMultiplier multiplier = FixedPointMultiplier.of(from.scale() / to.scale());
    IntegerRange range = IntegerRange.of(operands.resultType());
    return value ->
        range.clamp(multiplier.apply(Math.abs(value - from.zeroPoint())) + to.zeroPoint());
  }
}
