package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;
import static org.dl4jmot.runtime.tensor.DataType.UINT8;

import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.tensor.DataType;

/** From floats to 8 or 16 bits, and from one quantization of a width to another. */
final class QuantizeKernel {
  private QuantizeKernel() {}

  static Kernel prepare(Quantize op, Operands operands) {
    boolean wide = operands.resultType() == INT16;
    if (operands.type(0) == FLOAT32 && (wide || isEightBit(operands.resultType()))) {
      return wide ? fromFloatToWide(operands) : fromFloat(operands);
    }
    if (operands.allOf(INT16)) {
      operands.requireSymmetric();
      return new Int16Unary(operands, requantized(operands));
    }
    if (isEightBit(operands.type(0)) && isEightBit(operands.resultType())) {
      return new TableKernel(operands, requantized(operands));
    }
    throw operands.unsupportedTypes(
        "FLOAT32 to INT8, UINT8 or INT16", "INT8 or UINT8 to INT8 or UINT8", "INT16 to INT16");
  }

  private static boolean isEightBit(DataType type) {
    return type == INT8 || type == UINT8;
  }

  private static Kernel fromFloat(Operands operands) {
    float[] input = operands.input().floats();
    byte[] result = operands.output().bytes();
    Quantizer quantizer =
        new Quantizer(operands.resultQuantization(), IntegerRange.of(operands.resultType()));
    return () -> {
      for (int i = 0; i < result.length; i++) {
        result[i] = quantizer.apply(input[i]);
      }
    };
  }

  private static Kernel fromFloatToWide(Operands operands) {
    operands.symmetricResult();
    float[] input = operands.input().floats();
    byte[] result = operands.output().bytes();
    Quantizer quantizer =
        new Quantizer(operands.resultQuantization(), IntegerRange.of(operands.resultType()));
    return () -> {
      for (int i = 0; i < input.length; i++) {
        Shorts.put(result, i, quantizer.integer(input[i]));
      }
    };
  }

  private static TableKernel.Function requantized(Operands operands) {
    double factor =
        (double) operands.quantization(0).scale() / operands.resultQuantization().scale();
    FixedPointMultiplier multiplier = FixedPointMultiplier.of(factor);
    int inputZero = operands.quantization(0).zeroPoint();
    int resultZero = operands.resultQuantization().zeroPoint();
    IntegerRange range = IntegerRange.of(operands.resultType());
    return value -> range.clamp(multiplier.apply(value - inputZero) + resultZero);
  }
}
