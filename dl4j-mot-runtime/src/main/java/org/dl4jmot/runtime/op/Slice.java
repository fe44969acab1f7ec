package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * A box of its input.
 *
 * @param begin first cell on each axis
 * @param size cells on each axis, at least 1
 */
public record Slice(List<Integer> begin, List<Integer> size) implements Op {
  /** Copies the box. */
  public Slice {
    begin = List.copyOf(begin);
    size = List.copyOf(size);
  }

  @Override
  public String type() {
    return "SLICE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape input = inputs.get(0);
    boolean fits = begin.size() == input.rank() && size.size() == input.rank();
    for (int axis = 0; fits && axis < input.rank(); axis++) {
      int from = begin.get(axis);
      int count = size.get(axis);
      fits = from >= 0 && count >= 1 && (long) from + count <= input.dim(axis);
    }
    if (!fits) {
      throw new IllegalArgumentException(
          type() + " from " + begin + " of size " + size + " does not lie inside " + input);
    }
    return List.of(Shape.of(size));
  }
}
