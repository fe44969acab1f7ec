package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.tensor.Shape;

/** The input again and again, of any type. */
final class TileKernel {
  private TileKernel() {}

  static Kernel prepare(Tile op, Operands operands) {
    Shape input = operands.shape(0);
    int[] inputStrides = Strides.of(input);
    // Each axis of the result as two: repetitions, which do not move, and cells.
    int[] walked = new int[2 * input.rank()];
    int[] strides = new int[walked.length];
    for (int axis = 0; axis < input.rank(); axis++) {
      walked[2 * axis] = op.multiples().get(axis);
      walked[2 * axis + 1] = input.dim(axis);
      strides[2 * axis + 1] = inputStrides[axis];
    }
    return Selection.of(operands, BroadcastIndex.of(Shape.of(walked), strides));
  }
}
