package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses the depthwise kernel for the operands' types. */
final class DepthwiseConv2dKernel {
  private DepthwiseConv2dKernel() {}

  static Kernel prepare(DepthwiseConv2d op, Operands operands) {
    if (operands.typed(FLOAT32, FLOAT32, FLOAT32)) {
      return new FloatDepthwiseConv2d(op, operands);
    }
    if (operands.typed(INT8, INT8, INT8)) {
      return new Int8DepthwiseConv2d(op, operands);
    }
    if (operands.typed(INT16, INT8, INT16)) {
      return new Int16DepthwiseConv2d(op, operands);
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32)) {
      return new HybridDepthwiseConv2d(op, operands);
    }
    throw operands.unsupportedTypes(
        "FLOAT32 with FLOAT32 or INT8 weights", "INT8 or INT16 with INT8 weights");
  }

  static Sliding sliding(DepthwiseConv2d op, Operands operands) {
    Shape filter = operands.shape(1);
    return Sliding.of(op.window(), operands.shape(0), filter.dim(1), filter.dim(2));
  }

  /** Int8 weights of a filter small enough that single precision holds its sums of integers. */
  static float[] exactWeights(Operands operands) {
    Shape filter = operands.shape(1);
    int cells = filter.dim(1) * filter.dim(2);
    if (cells > Sums.Integers.EXACT) {
      throw operands.unsupported(
          "filters of more than "
              + Sums.Integers.EXACT
              + " cells are not supported, this one has "
              + cells);
    }
    return FilterRows.floats(operands.constant(1));
  }
}
