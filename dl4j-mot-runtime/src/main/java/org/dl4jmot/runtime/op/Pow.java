package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The first input to the power of the second, element by element, broadcasting as NumPy does; on
 * floats only.
 */
public record Pow() implements Op {
  @Override
  public String type() {
    return "POW";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
