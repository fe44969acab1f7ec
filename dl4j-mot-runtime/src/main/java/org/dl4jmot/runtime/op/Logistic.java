package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** 1 / (1 + exp(-x)) of each element; the integer result has scale 1/256 and zero point -128. */
public record Logistic() implements Op {
  @Override
  public String type() {
    return "LOGISTIC";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
