package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.Shape;

/** Distances of neighbouring elements in row-major order. */
final class Strides {
  private Strides() {}

  /** One per axis of the shape. */
  static int[] of(Shape shape) {
    int[] strides = new int[shape.rank()];
    int stride = 1;
    for (int axis = strides.length - 1; axis >= 0; axis--) {
      strides[axis] = stride;
      stride *= shape.dim(axis);
    }
    return strides;
  }
}
