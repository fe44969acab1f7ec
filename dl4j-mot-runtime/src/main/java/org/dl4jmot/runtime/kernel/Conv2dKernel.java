package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses the convolution kernel for the operands' types. */
final class Conv2dKernel {
  private Conv2dKernel() {}

  static Kernel prepare(Conv2d op, Operands operands) {
    if (operands.typed(FLOAT32, FLOAT32, FLOAT32)) {
      return new FloatConv2d(op, operands);
    }
    if (operands.typed(INT8, INT8, INT8)) {
      return new Int8Conv2d(op, operands);
    }
    if (operands.typed(INT16, INT8, INT16)) {
      return new Int16Conv2d(op, operands);
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32)) {
      return new HybridConv2d(op, operands);
    }
    throw operands.unsupportedTypes(
        "FLOAT32 with FLOAT32 or INT8 weights", "INT8 or INT16 with INT8 weights");
  }

  static Sliding sliding(Conv2d op, Operands operands) {
    Shape filter = operands.shape(1);
    return Sliding.of(op.window(), operands.shape(0), filter.dim(1), filter.dim(2));
  }
}
