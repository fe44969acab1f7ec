package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;

/** The greater or the lesser of two tensors, on floats and on int8. */
final class ExtremumKernel {
  private ExtremumKernel() {}

  static Kernel prepareGreater(Maximum op, Operands operands) {
    return prepare(operands, (left, right) -> left > right ? left : right, Math::max);
  }

  static Kernel prepareLesser(Minimum op, Operands operands) {
    return prepare(operands, (left, right) -> left < right ? left : right, Math::min);
  }

  private static Kernel prepare(
      Operands operands, FloatBinary.Function ofFloats, Int8Binary.Function ofIntegers) {
    if (operands.allOf(FLOAT32)) {
      return new FloatBinary(operands, ofFloats);
    }
    if (operands.allOf(INT8)) {
      operands.requireSameQuantization();
      return new Int8Binary(operands, ofIntegers);
    }
    if (operands.allOf(INT16)) {
      operands.requireSameQuantization();
      return new Int16Binary(operands, ofIntegers);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }
}
