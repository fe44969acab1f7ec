package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Matrix product with the transposed weights. Inputs: any shape whose elements are rows of I
 * values, weights [O, I] and optionally bias [O]. The result is [rows, O], or the input's shape
 * with O as last dimension where {@code keepDimensions}.
 *
 * @param activation clamp of the result
 * @param keepDimensions whether the result keeps the input's leading dimensions
 * @param asymmetricInputs for int8 weights and a float input (the hybrid kernel): whether the input
 *     is quantized with a zero point
 */
public record FullyConnected(
    Activation activation, boolean keepDimensions, boolean asymmetricInputs) implements Op {

  /** The usual form: result [rows, O]. */
  public static FullyConnected of(Activation activation) {
    return new FullyConnected(activation, false, false);
  }

  /** This operation with another fused activation. */
  public FullyConnected with(Activation newActivation) {
    return new FullyConnected(newActivation, keepDimensions, asymmetricInputs);
  }

  @Override
  public String type() {
    return "FULLY_CONNECTED";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 3);
    Shape input = inputs.get(0);
    Shape weights = inputs.get(1);
    Shapes.requireRank(type(), "weights", weights, 2);
    int columns = weights.dim(1);
    if (input.elements() % columns != 0 || (keepDimensions && input.dim(-1) != columns)) {
      throw new IllegalArgumentException(
          type()
              + ": input "
              + input
              + " is no rows of "
              + columns
              + ", as weights "
              + weights
              + " need");
    }
    Shapes.requireBias(type(), inputs, weights.dim(0));
    return List.of(
        keepDimensions
            ? input.with(-1, weights.dim(0))
            : Shape.of(input.elements() / columns, weights.dim(0)));
  }
}
