package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Each element of an image, divided by {@code (bias + alpha * s)^beta}, where s is the sum of the
 * squares of its own and its neighbouring channels (Krizhevsky et al. 2012, section 3.3); on floats
 * only.
 *
 * @param radius how many channels on either side join the sum, at least 0
 * @param bias what keeps the divisor from zero
 * @param alpha factor of the sum of squares (not divided by their number)
 * @param beta exponent
 */
public record LocalResponseNormalization(int radius, float bias, float alpha, float beta)
    implements Op {
  /**
   * Checks the radius.
   *
   * @throws IllegalArgumentException if it is negative
   */
  public LocalResponseNormalization {
    if (radius < 0) {
      throw new IllegalArgumentException(
          "the radius of LOCAL_RESPONSE_NORMALIZATION must be at least 0: " + radius);
    }
  }

  @Override
  public String type() {
    return "LOCAL_RESPONSE_NORMALIZATION";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shapes.requireRank(type(), "an image", inputs.get(0), 4);
    return inputs;
  }
}
