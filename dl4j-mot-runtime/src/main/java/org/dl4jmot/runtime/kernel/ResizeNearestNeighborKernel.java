package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.tensor.Shape;

/** Repeats or drops cells of an image, of any type. */
final class ResizeNearestNeighborKernel {
  private ResizeNearestNeighborKernel() {}

  static Kernel prepare(ResizeNearestNeighbor op, Operands operands) {
    Shape image = operands.shape(0);
    int[] strides = Strides.of(image);
    int[] rows = ResizeNearestNeighbor.sources(image.dim(1), op.height());
    int[] columns = ResizeNearestNeighbor.sources(image.dim(2), op.width());
    int[] sources = new int[operands.output().elements()];
    int next = 0;
    for (int batch = 0; batch < image.dim(0); batch++) {
      for (int row : rows) {
        for (int column : columns) {
          int cell = batch * strides[0] + row * strides[1] + column * strides[2];
          for (int channel = 0; channel < image.dim(3); channel++) {
            sources[next++] = cell + channel;
          }
        }
      }
    }
    return Selection.of(operands, sources);
  }
}
