package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The same elements in the same row-major order under another shape.
 *
 * @param shape the new shape, complete
 */
public record Reshape(Shape shape) implements Op {
  @Override
  public String type() {
    return "RESHAPE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    if (inputs.get(0).elements() != shape.elements()) {
      throw new IllegalArgumentException(
          type() + " cannot turn " + inputs.get(0) + " into " + shape);
    }
    return List.of(shape);
  }
}
