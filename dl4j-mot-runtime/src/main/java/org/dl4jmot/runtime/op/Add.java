package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Sum of two inputs, element by element, broadcasting as NumPy does.
 *
 * @param activation clamp of the result
 */
public record Add(Activation activation) implements Op {
  @Override
  public String type() {
    return "ADD";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
