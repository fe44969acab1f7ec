package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * x of each element where it is positive, alpha times x elsewhere.
 *
 * @param alpha slope for negative elements
 */
public record LeakyRelu(float alpha) implements Op {
  /**
   * Checks the slope.
   *
   * @throws IllegalArgumentException if it is infinite or no number
   */
  public LeakyRelu {
    if (!Float.isFinite(alpha)) {
      throw new IllegalArgumentException("the slope of LEAKY_RELU must be finite: " + alpha);
    }
  }

  @Override
  public String type() {
    return "LEAKY_RELU";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    return Shapes.unary(type(), inputs);
  }
}
