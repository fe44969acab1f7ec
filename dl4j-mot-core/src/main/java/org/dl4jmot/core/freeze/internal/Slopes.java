package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * How the slopes of a rectifier, one per axis of a sample or one for a whole axis, stand in the
 * graph.
 *
 * @param sources for each axis in the graph the axis of the trained network's slopes
 * @param shape the slopes' shape in the graph
 */
record Slopes(int[] sources, Shape shape) {
  /**
   * Arranges slopes.
   *
   * @param trained their shape in the trained network, without the batch
   * @param input what they are applied to
   * @throws UntranslatableException if they do not fit
   */
  static Slopes of(Shape trained, Value input) {
    int rank = input.shape().rank();
    if (trained.rank() != rank - 1) {
      throw mismatch(trained, input);
    }
    int[] sources = new int[rank - 1];
    for (int axis = 1; axis < rank; axis++) {
      sources[input.axis(axis) - 1] = axis - 1;
    }
    int[] shape = new int[rank - 1];
    for (int axis = 0; axis < shape.length; axis++) {
      shape[axis] = trained.dim(sources[axis]);
      if (shape[axis] != 1 && shape[axis] != input.shape().dim(axis + 1)) {
        throw mismatch(trained, input);
      }
    }
    return new Slopes(sources, Shape.of(shape));
  }

  private static UntranslatableException mismatch(Shape slopes, Value input) {
    return new UntranslatableException(
        "its slopes of shape " + slopes + " do not fit a " + input.describe(),
        "Set inputShape to the shape of one sample, and sharedAxes to axes of it");
  }

  /** Slopes in the graph's axes, in the graph's order of features too. */
  float[] arranged(Value input, float[] permuted) {
    return input instanceof Value.Features features && shape.dim(0) != 1
        ? features.order().arrange(permuted)
        : permuted;
  }
}
