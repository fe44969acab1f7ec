package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Slices of its first input along an axis, chosen by its second, int32 indices of any shape: the
 * axis makes room for the axes of the indices.
 *
 * @param axis the axis; negative counts from the end
 */
public record Gather(int axis) implements Op {
  @Override
  public String type() {
    return "GATHER";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 2);
    Shape table = inputs.get(0);
    int along = table.axisIndex(axis);
    List<Integer> result = new ArrayList<>();
    for (int i = 0; i < table.rank(); i++) {
      if (i == along) {
        for (int size : inputs.get(1).toArray()) {
          result.add(size);
        }
      } else {
        result.add(table.dim(i));
      }
    }
    return List.of(Shape.of(result));
  }
}
