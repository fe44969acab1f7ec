package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Product of two inputs, element by element, broadcasting as NumPy does.
 *
 * @param activation clamp of the result
 */
public record Mul(Activation activation) implements Op {
  @Override
  public String type() {
    return "MUL";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
