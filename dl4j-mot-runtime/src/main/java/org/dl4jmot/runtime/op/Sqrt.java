package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** Square root of each element, which must not be negative; on floats only. */
public record Sqrt() implements Op {
  @Override
  public String type() {
    return "SQRT";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
