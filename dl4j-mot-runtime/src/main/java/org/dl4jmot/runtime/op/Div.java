package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Quotient of two inputs, element by element, broadcasting as NumPy does; on floats only.
 *
 * @param activation clamp of the result
 */
public record Div(Activation activation) implements Op {
  @Override
  public String type() {
    return "DIV";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
