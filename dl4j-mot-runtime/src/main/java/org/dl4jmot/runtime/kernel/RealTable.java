package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Tabulates a real function on quantized values, in single precision as LiteRT does. */
final class RealTable {
  private RealTable() {}

  static TableKernel.Function of(Operands operands, FloatUnary.Function function) {
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    IntegerRange range = IntegerRange.of(operands.resultType());
    float inverse = 1 / to.scale();
    return value -> {
      float real = from.scale() * (value - from.zeroPoint());
      float rounded = Rounding.halfAwayFromZeroToFloat(function.apply(real) * inverse);
      return range.clamp(CCast.toInt(rounded + to.zeroPoint()));
    };
  }
}
