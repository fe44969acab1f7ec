package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT32;

import org.dl4jmot.runtime.op.Cast;

/** Between float32 and int32, fractions cut off. */
final class CastKernel {
  private CastKernel() {}

  static Kernel prepare(Cast op, Operands operands) {
    if (op.to() != operands.resultType()) {
      throw operands.unsupported("the result must be " + op.to());
    }
    if (operands.type(0) == FLOAT32 && op.to() == INT32) {
      float[] from = operands.input().floats();
      int[] to = operands.output().ints();
      return () -> truncate(from, to);
    }
    if (operands.type(0) == INT32 && op.to() == FLOAT32) {
      int[] from = operands.input().ints();
      float[] to = operands.output().floats();
      return () -> widen(from, to);
    }
    throw operands.unsupportedTypes("FLOAT32 to INT32", "INT32 to FLOAT32");
  }

  private static void truncate(float[] from, int[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = (int) from[i];
    }
  }

  private static void widen(int[] from, float[] to) {
    for (int i = 0; i < to.length; i++) {
      to[i] = from[i];
    }
  }
}
