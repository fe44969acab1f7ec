package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** min(max(-1, x), 1) of each element. */
public record ReluN1To1() implements Op {
  @Override
  public String type() {
    return "RELU_N1_TO_1";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
