package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Its input, back to front along an axis.
 *
 * @param axis the axis; negative counts from the end
 */
public record ReverseV2(int axis) implements Op {
  @Override
  public String type() {
    return "REVERSE_V2";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    List<Shape> result = Shapes.unary(type(), inputs);
    result.get(0).axisIndex(axis);
    return result;
  }
}
