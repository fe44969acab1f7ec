package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** min(max(0, x), 6) of each element. */
public record Relu6() implements Op {
  @Override
  public String type() {
    return "RELU6";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
