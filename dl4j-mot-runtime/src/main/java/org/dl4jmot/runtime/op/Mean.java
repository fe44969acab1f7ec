package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Arithmetic mean over some axes.
 *
 * @param axes axes to average over; negative ones count from the end
 * @param keepDimensions whether an averaged axis stays, with size 1
 */
public record Mean(List<Integer> axes, boolean keepDimensions) implements Op {
  /**
   * Copies the axes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Mean {
    axes = List.copyOf(axes);
    if (axes.isEmpty()) {
      throw new IllegalArgumentException("MEAN needs at least one axis");
    }
  }

  @Override
  public String type() {
    return "MEAN";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape input = inputs.get(0);
    TreeSet<Integer> averaged = new TreeSet<>();
    axes.forEach(axis -> averaged.add(input.axisIndex(axis)));
    List<Integer> result = new ArrayList<>();
    for (int axis = 0; axis < input.rank(); axis++) {
      if (!averaged.contains(axis)) {
        result.add(input.dim(axis));
      } else if (keepDimensions) {
        result.add(1);
      }
    }
    return List.of(Shape.of(result));
  }
}
