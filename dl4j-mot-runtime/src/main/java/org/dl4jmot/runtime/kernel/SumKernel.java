package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Sum;

/** Sum over some axes, on floats and on int8. */
final class SumKernel {
  private SumKernel() {}

  static Kernel prepare(Sum op, Operands operands) {
    int[] targets = ReductionIndex.of(op.axes(), operands.shape(0));
    if (operands.allOf(FLOAT32)) {
      float[] input = operands.input().floats();
      float[] result = operands.output().floats();
      return () -> add(input, targets, result);
    }
    if (operands.allOf(INT8)) {
      return new Int8ReduceSum(operands, targets);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  private static void add(float[] input, int[] targets, float[] result) {
    Arrays.fill(result, 0);
    for (int i = 0; i < input.length; i++) {
      result[targets[i]] += input[i];
    }
  }
}
