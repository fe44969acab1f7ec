package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Arithmetic mean over some axes.
 *
 * @param axes axes to average over; negative ones count from the end
 * @param keepDimensions whether such an axis stays, with size 1
 */
public record Mean(List<Integer> axes, boolean keepDimensions) implements Op {
  /**
   * Copies the axes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public Mean {
    axes = Shapes.requireAxes("MEAN", axes);
  }

  @Override
  public String type() {
    return "MEAN";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.reduced(type(), inputs, axes, keepDimensions);
  }
}
