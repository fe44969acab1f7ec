package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Passes its input on: what dropout, noise and linear activations are at inference. Lowering
 * removes it; it has no form in a file.
 */
public record Identity() implements Op {
  @Override
  public String type() {
    return "IDENTITY";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
