package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Softmax;

/** Chooses the softmax kernel for the operands' types. */
final class SoftmaxKernel {
  private SoftmaxKernel() {}

  static Kernel prepare(Softmax op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatSoftmax(op, operands);
    }
    if (operands.allOf(INT8)) {
      operands.requireResultQuantization(1f / 256, -128);
      return new Int8Softmax(op, operands);
    }
    if (operands.allOf(INT16)) {
      operands.requireResultQuantization(1f / 32768, 0);
      return new Int16Softmax(op, operands);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }
}
