package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Elements of the second input where the first, a boolean one, is true, elements of the third
 * elsewhere; all three broadcast as NumPy does.
 */
public record SelectV2() implements Op {
  @Override
  public String type() {
    return "SELECT_V2";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 3, 3);
    Shape values = Shapes.broadcast(type(), inputs.subList(1, 3)).get(0);
    return Shapes.broadcast(type(), List.of(inputs.get(0), values));
  }
}
