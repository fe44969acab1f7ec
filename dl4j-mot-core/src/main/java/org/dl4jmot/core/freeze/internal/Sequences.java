package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Sequences [N, T, C] as images [N, 1, T, C], whose height is 1, and back. */
final class Sequences {
  private Sequences() {}

  static Tensor asImage(LayerScope scope, Value.Sequence sequence) {
    Shape shape = sequence.shape();
    Shape image = Shape.of(shape.dim(0), 1, shape.dim(1), shape.dim(2));
    return scope.helper("image", new Reshape(image), List.of(sequence.tensor()));
  }

  /** The operation that makes a sequence of an image of height 1. */
  static Reshape toSequence(Shape image) {
    return new Reshape(Shape.of(image.dim(0), image.dim(2), image.dim(3)));
  }
}
