package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;

/** The clamps that are operations of their own, on floats and on int8. */
final class ReluKernel {
  private ReluKernel() {}

  static Kernel prepare(Relu op, Operands operands) {
    return clamp(Activation.RELU, operands);
  }

  static Kernel prepareWithCeiling(Relu6 op, Operands operands) {
    return clamp(Activation.RELU6, operands);
  }

  static Kernel prepareWithBothBounds(ReluN1To1 op, Operands operands) {
    return clamp(Activation.RELU_N1_TO_1, operands);
  }

  private static Kernel clamp(Activation activation, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      FloatClamp clamp = FloatClamp.of(activation);
      return new FloatUnary(operands, clamp::apply);
    }
    if (operands.allOf(INT8)) {
      return new TableKernel(operands, rescaled(activation, operands));
    }
    if (operands.allOf(INT16) && activation != Activation.RELU_N1_TO_1) {
      operands.requireSymmetric();
      return new Int16Unary(operands, rescaled(activation, operands));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16, but not RELU_N1_TO_1");
  }

  private static TableKernel.Function rescaled(Activation activation, Operands operands) {
    // Divided in single precision, as LiteRT 2.20 does.
    float factor = operands.quantization(0).scale() / operands.resultQuantization().scale();
    FixedPointMultiplier multiplier = FixedPointMultiplier.of(factor);
    int inputZero = operands.quantization(0).zeroPoint();
    int resultZero = operands.resultQuantization().zeroPoint();
    IntegerRange range = IntegerRange.of(operands.output().tensor(), activation);
    return value -> range.clamp(resultZero + multiplier.apply(value - inputZero));
  }
}
