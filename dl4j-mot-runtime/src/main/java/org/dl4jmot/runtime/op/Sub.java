package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Difference of two inputs, element by element, broadcasting as NumPy does.
 *
 * @param activation clamp of the result
 */
public record Sub(Activation activation) implements Op {
  @Override
  public String type() {
    return "SUB";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
