package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Changes the number format to the quantized one of the result: from float, or from other
 * quantization parameters.
 */
public record Quantize() implements Op {
  @Override
  public String type() {
    return "QUANTIZE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
