package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Mean;

/** Chooses the mean kernel for the operands' types. */
final class MeanKernel {
  private MeanKernel() {}

  static Kernel prepare(Mean op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatMean(op, operands);
    }
    if (operands.allOf(INT8)) {
      return new Int8Mean(op, operands);
    }
    if (operands.allOf(INT16)) {
      return new Int16Mean(op, operands);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }
}
