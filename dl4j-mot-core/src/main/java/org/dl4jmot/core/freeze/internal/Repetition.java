package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.tensor.Shape;

/** Repeats each cell of an image. */
final class Repetition {
  private Repetition() {}

  /**
   * The operation.
   *
   * @param image shape of the image
   * @param rows how often each row comes
   * @param columns how often each column comes
   */
  static Op of(Shape image, int rows, int columns) {
    require(image.dim(1), rows);
    require(image.dim(2), columns);
    return new ResizeNearestNeighbor(image.dim(1) * rows, image.dim(2) * columns);
  }

  /** LiteRT finds the cell in single precision, which rounds to its neighbour for some sizes. */
  private static void require(int size, int times) {
    int[] sources = ResizeNearestNeighbor.sources(size, size * times);
    for (int i = 0; i < sources.length; i++) {
      if (sources[i] != i / times) {
        throw new UntranslatableException(
            "LiteRT would repeat a neighbour in enlarging " + size + " cells " + times + " times",
            "Upsample in two steps");
      }
    }
  }
}
