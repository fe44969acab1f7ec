package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Its input, repeated as a whole along each axis.
 *
 * @param multiples repetitions along each axis, at least 1
 */
public record Tile(List<Integer> multiples) implements Op {
  /** Copies the repetitions. */
  public Tile {
    multiples = List.copyOf(multiples);
  }

  @Override
  public String type() {
    return "TILE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    int[] result = inputs.get(0).toArray();
    if (multiples.size() != result.length || multiples.stream().anyMatch(times -> times < 1)) {
      throw new IllegalArgumentException(
          type()
              + " needs a repetition of at least 1 for each axis of "
              + inputs.get(0)
              + ": "
              + multiples);
    }
    for (int axis = 0; axis < result.length; axis++) {
      result[axis] = Shapes.size(type(), (long) result[axis] * multiples.get(axis));
    }
    return List.of(Shape.of(result));
  }
}
