package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses the mean kernel, and says which input elements make up which mean. */
final class MeanKernel {
  private MeanKernel() {}

  static Kernel prepare(Mean op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new FloatMean(op, operands);
    }
    if (operands.allOf(INT8)) {
      return new Int8Mean(op, operands);
    }
    throw operands.unsupportedTypes("FLOAT32", "INT8");
  }

  /** For each input element the index of the mean it belongs to. */
  static int[] targets(Mean op, Shape input) {
    Set<Integer> axes = op.axes().stream().map(input::axisIndex).collect(Collectors.toSet());
    int[] strides = new int[input.rank()];
    int stride = 1;
    for (int axis = input.rank() - 1; axis >= 0; axis--) {
      if (!axes.contains(axis)) {
        strides[axis] = stride;
        stride *= input.dim(axis);
      }
    }
    return BroadcastIndex.of(input, strides);
  }
}
