package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Frames its input with zeros (quantized: with the zero point).
 *
 * @param before cells in front of each axis, at least 0
 * @param after cells behind each axis, at least 0
 */
public record Pad(List<Integer> before, List<Integer> after) implements Op {
  /** Copies the paddings. */
  public Pad {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public String type() {
    return "PAD";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    return Shapes.padded(type(), inputs.get(0), before, after);
  }
}
