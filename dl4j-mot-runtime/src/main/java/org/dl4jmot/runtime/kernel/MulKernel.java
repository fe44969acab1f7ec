package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Mul;

/** Product of two tensors, on floats, int8 and int16. */
final class MulKernel {
  private MulKernel() {}

  static Kernel prepare(Mul op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      FloatClamp clamp = FloatClamp.of(op.activation());
      return new FloatBinary(operands, (left, right) -> clamp.apply(left * right));
    }
    if (operands.allOf(INT8)) {
      return new Int8Binary(operands, product(op, operands));
    }
    if (operands.allOf(INT16)) {
      operands.requireSymmetric();
      return new Int16Binary(operands, product(op, operands));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  private static Int8Binary.Function product(Mul op, Operands operands) {
    int leftZero = operands.quantization(0).zeroPoint();
    int rightZero = operands.quantization(1).zeroPoint();
    int resultZero = operands.resultQuantization().zeroPoint();
    // Single precision, as LiteRT 2.20 computes it.
    float factor =
        operands.quantization(0).scale()
            * operands.quantization(1).scale()
            / operands.resultQuantization().scale();
    FixedPointMultiplier multiplier = FixedPointMultiplier.of(factor);
    IntegerRange range = IntegerRange.of(operands.output().tensor(), op.activation());
    return (left, right) ->
        range.clamp(resultZero + multiplier.apply((left - leftZero) * (right - rightZero)));
  }
}
