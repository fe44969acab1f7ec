package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * x of each element where it is not negative, else x times the second input, which is broadcast to
 * the first.
 */
public record PRelu() implements Op {
  @Override
  public String type() {
    return "PRELU";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    List<Shape> result = Shapes.broadcast(type(), inputs);
    if (!result.get(0).equals(inputs.get(0))) {
      throw new IllegalArgumentException(
          type() + " cannot broadcast slopes " + inputs.get(1) + " to " + inputs.get(0));
    }
    return result;
  }
}
