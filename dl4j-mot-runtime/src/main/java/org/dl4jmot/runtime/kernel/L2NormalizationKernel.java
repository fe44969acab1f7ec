package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import org.dl4jmot.runtime.op.L2Normalization;

/** Chooses the kernel that divides rows by their norm for the operands' types. */
final class L2NormalizationKernel {
  private static final float LEAST_NORM = 1e-6f;

  private L2NormalizationKernel() {}

  static Kernel prepare(L2Normalization op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      float[] input = operands.input().floats();
      float[] result = operands.output().floats();
      int row = operands.shape(0).dim(-1);
      return () -> normalize(input, row, result);
    }
    if (operands.allOf(INT8)) {
      operands.requireResultQuantization(1f / 128, 0);
      return new Int8L2Normalization(operands);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static void normalize(float[] input, int row, float[] result) {
    for (int from = 0; from < input.length; from += row) {
      float squares = 0;
      for (int i = from; i < from + row; i++) {
        squares += input[i] * input[i];
      }
      float norm = Math.max((float) Math.sqrt(squares), LEAST_NORM);
      for (int i = from; i < from + row; i++) {
        result[i] = input[i] / norm;
      }
    }
  }
}
