package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/** Real values of a quantized or float16 tensor, as float32. */
public record Dequantize() implements Op {
  @Override
  public String type() {
    return "DEQUANTIZE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
