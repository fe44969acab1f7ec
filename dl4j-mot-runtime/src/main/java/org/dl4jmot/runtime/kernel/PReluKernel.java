package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** A rectifier with slopes that are data, on floats and on int8. */
final class PReluKernel {
  private PReluKernel() {}

  static Kernel prepare(PRelu op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatBinary(operands, (value, slope) -> value >= 0 ? value : value * slope);
    }
    if (operands.allOf(INT8)) {
      return new Int8Binary(operands, rescaled(operands));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static Int8Binary.Function rescaled(Operands operands) {
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters slopes = operands.quantization(1);
    QuantizationParameters to = operands.resultQuantization();
    // All factors in single precision, as LiteRT computes them.
    FixedPointMultiplier straight = FixedPointMultiplier.of(from.scale() / to.scale());
    FixedPointMultiplier sloped =
        FixedPointMultiplier.of(from.scale() * slopes.scale() / to.scale());
    IntegerRange range = IntegerRange.of(operands.resultType());
    return (value, slope) -> {
      int centered = value - from.zeroPoint();
      int scaled =
          centered >= 0
              ? straight.apply(centered)
              : sloped.apply(centered * (slope - slopes.zeroPoint()));
      return range.clamp(scaled + to.zeroPoint());
    };
  }
}
