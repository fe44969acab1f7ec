package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The same numbers as another element type, fractions cut off where the new one has none.
 *
 * @param to element type of the result
 */
public record Cast(DataType to) implements Op {
  @Override
  public String type() {
    return "CAST";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
