package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import org.dl4jmot.runtime.op.ReduceMax;

/** Greatest element along some axes, on floats and on int8. */
final class ReduceMaxKernel {
  private ReduceMaxKernel() {}

  static Kernel prepare(ReduceMax op, Operands operands) {
    int[] targets = ReductionIndex.of(op.axes(), operands.shape(0));
    if (operands.allOf(FLOAT32)) {
      float[] input = operands.input().floats();
      float[] result = operands.output().floats();
      return () -> greatest(input, targets, result);
    }
    if (operands.allOf(INT8)) {
      operands.requireSameQuantization();
      byte[] input = operands.input().bytes();
      byte[] result = operands.output().bytes();
      return () -> greatest(input, targets, result);
    }
    if (operands.allOf(INT16)) {
      operands.requireSameQuantization();
      byte[] input = operands.input().bytes();
      byte[] result = operands.output().bytes();
      return () -> greatestShorts(input, targets, result);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  private static void greatest(float[] input, int[] targets, float[] result) {
    Arrays.fill(result, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < input.length; i++) {
      if (input[i] > result[targets[i]]) {
        result[targets[i]] = input[i];
      }
    }
  }

  private static void greatestShorts(byte[] input, int[] targets, byte[] result) {
    for (int i = 0; i < Shorts.count(result); i++) {
      Shorts.put(result, i, Short.MIN_VALUE);
    }
    for (int i = 0; i < targets.length; i++) {
      int greatest = Math.max(Shorts.get(result, targets[i]), Shorts.get(input, i));
      Shorts.put(result, targets[i], greatest);
    }
  }

  private static void greatest(byte[] input, int[] targets, byte[] result) {
    Arrays.fill(result, Byte.MIN_VALUE);
    for (int i = 0; i < input.length; i++) {
      result[targets[i]] = (byte) Math.max(result[targets[i]], input[i]);
    }
  }
}
