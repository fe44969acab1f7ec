package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Frames its first input with the value of its second, a constant scalar of the same type and
 * quantization.
 *
 * @param before cells in front of each axis, at least 0
 * @param after cells behind each axis, at least 0
 */
public record PadV2(List<Integer> before, List<Integer> after) implements Op {
  /** Copies the paddings. */
  public PadV2 {
    before = List.copyOf(before);
    after = List.copyOf(after);
  }

  @Override
  public String type() {
    return "PADV2";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 2);
    return Shapes.padded(type(), inputs.get(0), before, after);
  }
}
