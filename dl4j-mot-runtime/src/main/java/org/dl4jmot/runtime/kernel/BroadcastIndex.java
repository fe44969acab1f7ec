package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.Shape;

/** For each element of one tensor, in row-major order, the index of an element of another. */
final class BroadcastIndex {
  /** Stands for indices that are their own positions: as many of them would only take memory. */
  private static final int[] SAME = {};

  private BroadcastIndex() {}

  /** Indices by strides, one per axis of the shape walked over; 0 repeats. */
  static int[] of(Shape walked, int[] strides) {
    return of(walked, strides, 0);
  }

  /** As {@link #of(Shape, int[])}, from another index than 0 on; strides may be negative. */
  static int[] of(Shape walked, int[] strides, int first) {
    int[] indices = new int[walked.elements()];
    indices[0] = first;
    int filled = 1;
    for (int axis = walked.rank() - 1; axis >= 0; axis--) {
      for (int i = 1; i < walked.dim(axis); i++) {
        for (int j = 0; j < filled; j++) {
          indices[i * filled + j] = indices[j] + i * strides[axis];
        }
      }
      filled *= walked.dim(axis);
    }
    return indices;
  }

  /** Indices of an operand that is broadcast to a result, for {@link #at}. */
  static int[] sparing(Shape operand, Shape result) {
    return operand.equals(result) ? SAME : of(operand, result);
  }

  /** The index of the operand's element for an element of the result. */
  static int at(int[] sparing, int position) {
    return sparing == SAME ? position : sparing[position];
  }

  /** Indices of an operand that is broadcast to a result, as NumPy does. */
  static int[] of(Shape operand, Shape result) {
    int[] strides = new int[result.rank()];
    int stride = 1;
    for (int axis = 1; axis <= operand.rank(); axis++) {
      int size = operand.dim(-axis);
      strides[result.rank() - axis] = size == 1 ? 0 : stride;
      stride *= size;
    }
    return of(result, strides);
  }
}
