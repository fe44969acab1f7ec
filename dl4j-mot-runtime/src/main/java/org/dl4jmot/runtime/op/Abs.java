package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** Absolute value of each element. */
public record Abs() implements Op {
  @Override
  public String type() {
    return "ABS";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
