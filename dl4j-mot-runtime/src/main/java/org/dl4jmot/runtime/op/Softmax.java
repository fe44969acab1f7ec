package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * exp(beta * x) normalised to sum 1 along the last axis; the integer result has scale 1/256 and
 * zero point -128.
 *
 * @param beta factor of the logits, above 0
 */
public record Softmax(float beta) implements Op {
  /**
   * Checks the factor.
   *
   * @throws IllegalArgumentException unless beta is finite and above 0
   */
  public Softmax {
    if (!(beta > 0) || Float.isInfinite(beta)) {
      throw new IllegalArgumentException("beta must be finite and above 0: " + beta);
    }
  }

  /** The usual softmax, beta 1. */
  public static Softmax standard() {
    return new Softmax(1);
  }

  @Override
  public String type() {
    return "SOFTMAX";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    List<Shape> result = Shapes.unary(type(), inputs);
    if (result.get(0).rank() == 0) {
      throw new IllegalArgumentException(type() + " needs at least one axis: " + result.get(0));
    }
    return result;
  }
}
