package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.tensor.Shape;

/** Copies rows into a frame of one value. */
final class PadKernel {
  private PadKernel() {}

  static Kernel prepare(Pad op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return floats(operands, op.before(), 0);
    }
    if (operands.allOf(INT8)) {
      int zero = operands.resultQuantization().zeroPoint();
      return bytes(operands, op.before(), (byte) zero);
    }
    if (operands.allOf(INT16)) {
      operands.requireSymmetric();
      return shorts(operands, op.before(), 0);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  static Kernel prepareWithValue(PadV2 op, Operands operands) {
    if (operands.shape(1).elements() != 1) {
      throw operands.unsupported("the padding value must be one element");
    }
    if (operands.allOf(FLOAT32)) {
      return floats(operands, op.before(), operands.constant(1).floats()[0]);
    }
    if (operands.allOf(INT8)) {
      return bytes(operands, op.before(), operands.constant(1).bytes()[0]);
    }
    if (operands.allOf(INT16)) {
      return shorts(operands, op.before(), Shorts.get(operands.constant(1).bytes(), 0));
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
  }

  private static Kernel floats(Operands operands, List<Integer> before, float value) {
    TensorBuffer input = operands.input();
    TensorBuffer output = operands.output();
    int[] targets = rowTargets(operands, before);
    int row = input.elements() / targets.length;
    return () -> {
      Arrays.fill(output.floats(), value);
      copyRows(input, output, targets, row);
    };
  }

  private static Kernel bytes(Operands operands, List<Integer> before, byte value) {
    operands.requireSameQuantization();
    TensorBuffer input = operands.input();
    TensorBuffer output = operands.output();
    int[] targets = rowTargets(operands, before);
    int row = input.elements() / targets.length;
    return () -> {
      Arrays.fill(output.bytes(), value);
      copyRows(input, output, targets, row);
    };
  }

  private static Kernel shorts(Operands operands, List<Integer> before, int value) {
    operands.requireSameQuantization();
    TensorBuffer input = operands.input();
    TensorBuffer output = operands.output();
    int[] targets = rowTargets(operands, before);
    int row = input.elements() / targets.length;
    return () -> {
      byte[] result = output.bytes();
      for (int i = 0; i < Shorts.count(result); i++) {
        Shorts.put(result, i, value);
      }
      copyRows(input, output, targets, row);
    };
  }

  private static void copyRows(TensorBuffer from, TensorBuffer to, int[] targets, int row) {
    for (int i = 0; i < targets.length; i++) {
      from.copyTo(i * row, to, targets[i], row);
    }
  }

  /** Where each row (last axis) of the input begins in the result. */
  private static int[] rowTargets(Operands operands, List<Integer> before) {
    Shape input = operands.shape(0);
    Shape result = operands.output().tensor().shape();
    int[] strides = new int[input.rank()];
    int stride = 1;
    int start = 0;
    for (int axis = input.rank() - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      start += before.get(axis) * stride;
      stride *= result.dim(axis);
    }
    Shape rows = input.rank() == 0 ? input : input.with(-1, 1);
    int[] targets = BroadcastIndex.of(rows, strides);
    for (int i = 0; i < targets.length; i++) {
      targets[i] += start;
    }
    return targets;
  }
}
