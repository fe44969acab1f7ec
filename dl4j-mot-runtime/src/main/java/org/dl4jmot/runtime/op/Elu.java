package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** x of each element where it is positive, exp(x) - 1 elsewhere. */
public record Elu() implements Op {
  @Override
  public String type() {
    return "ELU";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
