package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Sum over some axes.
 *
 * @param axes axes to sum over; negative ones count from the end
 * @param keepDimensions whether such an axis stays, with size 1
 */
public record Sum(List<Integer> axes, boolean keepDimensions) implements Op {
  /**
   * Copies the axes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Sum {
    axes = Shapes.requireAxes("SUM", axes);
  }

  @Override
  public String type() {
    return "SUM";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.reduced(type(), inputs, axes, keepDimensions);
  }
}
