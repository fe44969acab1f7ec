package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.FullyConnected;

/** Chooses the dense kernel for the operands' types. */
final class FullyConnectedKernel {
  private FullyConnectedKernel() {}

  static Kernel prepare(FullyConnected op, Operands operands) {
    if (operands.typed(FLOAT32, FLOAT32, FLOAT32)) {
      return new FloatFullyConnected(op, operands);
    }
    if (operands.typed(INT8, INT8, INT8)) {
      return new Int8FullyConnected(op, operands);
    }
    if (operands.typed(INT16, INT8, INT16)) {
      return new Int16FullyConnected(op, operands);
    }
    if (operands.typed(FLOAT32, INT8, FLOAT32)) {
      return new HybridFullyConnected(op, operands);
    }
    throw operands.unsupportedTypes(
        "FLOAT32 with FLOAT32 or INT8 weights", "INT8 or INT16 with INT8 weights");
  }
}
