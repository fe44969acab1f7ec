package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** A rectifier with a slope for negative elements, on floats and on int8. */
final class LeakyReluKernel {
  private LeakyReluKernel() {}

  static Kernel prepare(LeakyRelu op, Operands operands) {
    float alpha = op.alpha();
    if (operands.allOf(FLOAT32)) {
      return new FloatUnary(operands, value -> value > 0 ? value : value * alpha);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, rescaled(alpha, operands));
    }
    if (operands.allOf(INT16)) {
      operands.requireSymmetric();
      return new Int16Unary(operands, rescaled(alpha, operands));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  private static TableKernel.Function rescaled(float alpha, Operands operands) {
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    // All factors in single precision, as LiteRT computes them.
    FixedPointMultiplier sloped = FixedPointMultiplier.of(from.scale() * alpha / to.scale());
    FixedPointMultiplier straight = FixedPointMultiplier.of(from.scale() / to.scale());
    IntegerRange range = IntegerRange.of(operands.resultType());
    return value -> {
      int centered = value - from.zeroPoint();
      int scaled = centered >= 0 ? straight.apply(centered) : sloped.apply(centered);
      return range.clamp(to.zeroPoint() + scaled);
    };
  }
}
