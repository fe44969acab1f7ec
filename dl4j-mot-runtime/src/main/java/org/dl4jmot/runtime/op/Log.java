package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Natural logarithm of each element. As an integer, what has none (zero and negative values)
 * becomes the least value of the result.
 */
public record Log() implements Op {
  @Override
  public String type() {
    return "LOG";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
