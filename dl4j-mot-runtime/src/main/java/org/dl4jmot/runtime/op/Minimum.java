package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The lesser of two inputs, element by element, broadcasting as NumPy does. As integers, inputs and
 * result have the same scale and zero point.
 */
public record Minimum() implements Op {
  @Override
  public String type() {
    return "MINIMUM";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.broadcast(type(), inputs);
  }
}
