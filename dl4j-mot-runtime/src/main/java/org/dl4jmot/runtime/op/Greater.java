package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Whether the first input is greater than the second, element by element, broadcasting as NumPy
 * does; of floats only. The result is boolean.
 */
public record Greater() implements Op {
  @Override
  public String type() {
    return "GREATER";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
