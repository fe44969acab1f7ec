package org.dl4jmot.runtime.kernel;

import java.util.Collections;
import java.util.List;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.StridedSlice;

/** A part of the input: SLICE and STRIDED_SLICE, of any type. */
final class SliceKernel {
  private SliceKernel() {}

  static Kernel prepare(Slice op, Operands operands) {
    return prepare(operands, op.begin(), Collections.nCopies(op.begin().size(), 1));
  }

  static Kernel prepareStrided(StridedSlice op, Operands operands) {
    return prepare(operands, op.begin(), op.strides());
  }

  private static Kernel prepare(Operands operands, List<Integer> begin, List<Integer> steps) {
    int[] strides = Strides.of(operands.shape(0));
    int first = 0;
    for (int axis = 0; axis < strides.length; axis++) {
      first += begin.get(axis) * strides[axis];
      strides[axis] *= steps.get(axis);
    }
    return Selection.of(
        operands, BroadcastIndex.of(operands.output().tensor().shape(), strides, first));
  }
}
