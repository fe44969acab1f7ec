package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Its inputs one behind the other along an axis; all other dimensions are equal.
 *
 * @param axis the axis; negative counts from the end
 * @param activation clamp of the result
 */
public record Concatenation(int axis, Activation activation) implements Op {
  @Override
  public String type() {
    return "CONCATENATION";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, Integer.MAX_VALUE);
    Shape first = inputs.get(0);
    int along = first.axisIndex(axis);
    long size = 0;
    for (Shape input : inputs) {
      if (input.rank() != first.rank() || !input.with(along, first.dim(along)).equals(first)) {
        throw new IllegalArgumentException(
            type()
                + " along axis "
                + axis
                + " needs equal other dimensions: "
                + first
                + ", "
                + input);
      }
      size += input.dim(along);
    }
    return List.of(first.with(along, Shapes.size(type(), size)));
  }
}
