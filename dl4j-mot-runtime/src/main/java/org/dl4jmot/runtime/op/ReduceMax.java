package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Greatest element along some axes. As integers, input and result have the same scale and zero
 * point.
 *
 * @param axes axes to look along; negative ones count from the end
 * @param keepDimensions whether such an axis stays, with size 1
 */
public record ReduceMax(List<Integer> axes, boolean keepDimensions) implements Op {
  /**
   * Copies the axes.
   *
   * @throws IllegalArgumentException if there are none
   */
  public ReduceMax {
    axes = Shapes.requireAxes("REDUCE_MAX", axes);
  }

  @Override
  public String type() {
    return "REDUCE_MAX";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.reduced(type(), inputs, axes, keepDimensions);
  }
}
