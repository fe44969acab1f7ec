package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** The exponential of each element. */
public record Exp() implements Op {
  @Override
  public String type() {
    return "EXP";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
