package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** Hyperbolic tangent of each element; the integer result has scale 1/128 and zero point 0. */
public record Tanh() implements Op {
  @Override
  public String type() {
    return "TANH";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
