package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Each row along the last axis, divided by its Euclidean norm. On floats a norm counts as {@code
 * 1e-6} at least; the integer result has scale 1/128 and zero point 0.
 */
public record L2Normalization() implements Op {
  @Override
  public String type() {
    return "L2_NORMALIZATION";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    if (inputs.get(0).rank() == 0) {
      throw new IllegalArgumentException(type() + " needs at least one axis");
    }
    return inputs;
  }
}
