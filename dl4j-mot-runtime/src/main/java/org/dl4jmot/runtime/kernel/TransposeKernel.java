package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.tensor.Shape;

/** The same elements in another order: TRANSPOSE and REVERSE_V2, of any type. */
final class TransposeKernel {
  private TransposeKernel() {}

  static Kernel prepare(Transpose op, Operands operands) {
    int[] strides = Strides.of(operands.shape(0));
    int[] permuted = new int[strides.length];
    for (int axis = 0; axis < permuted.length; axis++) {
      permuted[axis] = strides[op.permutation().get(axis)];
    }
    return Selection.of(operands, BroadcastIndex.of(operands.output().tensor().shape(), permuted));
  }

  static Kernel prepareReversal(ReverseV2 op, Operands operands) {
    Shape shape = operands.shape(0);
    int[] strides = Strides.of(shape);
    int axis = shape.axisIndex(op.axis());
    int last = (shape.dim(axis) - 1) * strides[axis];
    strides[axis] = -strides[axis];
    return Selection.of(operands, BroadcastIndex.of(shape, strides, last));
  }
}
