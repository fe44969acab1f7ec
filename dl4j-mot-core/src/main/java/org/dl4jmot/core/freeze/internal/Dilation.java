package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Dilated pooling, which no operation of a file does: the image is dealt out to the images that its
 * windows skip through, these are pooled with stride 1, and put together again; a stride then drops
 * results.
 */
final class Dilation {
  private final LayerScope scope;
  private final ImageGeometry geometry;

  private Dilation(LayerScope scope, ImageGeometry geometry) {
    this.scope = scope;
    this.geometry = geometry;
  }

  static Dilation of(LayerScope scope, ImageGeometry geometry) {
    return new Dilation(scope, geometry);
  }

  /** Pools an image, which is padded already, by an operation of stride 1. */
  Tensor pooled(String name, Role role, Op pooling, Tensor image) {
    int[] dilation = geometry.dilation();
    int[] stride = geometry.stride();
    List<Integer> block = List.of(dilation[0], dilation[1]);
    List<Integer> nothing = List.of(0, 0);
    List<Integer> missing = List.of(missing(image.shape(), 0), missing(image.shape(), 1));
    // The cells added reach only into results that are cropped.
    Tensor apart =
        scope.helper(name + "-apart", new SpaceToBatchNd(block, nothing, missing), List.of(image));
    Tensor pooled = scope.helper(name + "-pooled", pooling, List.of(apart));
    BatchToSpaceNd together = new BatchToSpaceNd(block, nothing, missing);
    if (stride[0] == 1 && stride[1] == 1) {
      return scope.node(name, role, together, List.of(pooled));
    }
    Tensor every = scope.helper(name + "-together", together, List.of(pooled));
    Shape shape = every.shape();
    StridedSlice slice =
        new StridedSlice(
            List.of(0, 0, 0, 0),
            List.of(shape.dim(0), shape.dim(1), shape.dim(2), shape.dim(3)),
            List.of(1, stride[0], stride[1], 1));
    return scope.node(name, role, slice, List.of(every));
  }

  private int missing(Shape image, int axis) {
    return Math.floorMod(-image.dim(1 + axis), geometry.dilation()[axis]);
  }
}
