package org.dl4jmot.runtime.op;

import java.util.List;
import java.util.Objects;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Plain recurrent layer over a sequence, from first to last step: {@code h = activation(W x + R h +
 * b)}. Inputs: the sequence, weights W [units, features], recurrent weights R [units, units], bias
 * b [units].
 *
 * <p>h is zero at the start of every run. It is no tensor of the graph; a file stores it as a
 * variable tensor, which keeps its values from one invocation to the next until the application
 * resets it.
 *
 * @param activation of every step's result
 * @param timeMajor whether sequences are [steps, batch, features] instead of [batch, steps,
 *     features]
 * @param asymmetricInputs for int8 weights and a float input (the hybrid kernel): whether input and
 *     state are quantized with a zero point
 */
public record UnidirectionalSequenceRnn(
    RecurrentActivation activation, boolean timeMajor, boolean asymmetricInputs) implements Op {
  /** Checks that nothing is missing. */
  public UnidirectionalSequenceRnn {
    Objects.requireNonNull(activation, "activation");
  }

  /** Sequences [batch, steps, features], symmetric inputs of the hybrid kernel. */
  public static UnidirectionalSequenceRnn of(RecurrentActivation activation) {
    return new UnidirectionalSequenceRnn(activation, false, false);
  }

  @Override
  public String type() {
    return "UNIDIRECTIONAL_SEQUENCE_RNN";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 4, 4);
    Shapes.requireRank(type(), "a sequence", inputs.get(0), 3);
    Shapes.requireRank(type(), "input weights", inputs.get(1), 2);
    int units = inputs.get(1).dim(0);
    List<Shape> expected =
        List.of(Shape.of(units, inputs.get(0).dim(2)), Shape.of(units, units), Shape.of(units));
    if (!inputs.subList(1, 4).equals(expected)) {
      throw new IllegalArgumentException(
          type() + ": weights of " + inputs + " should be shaped " + expected);
    }
    return List.of(inputs.get(0).with(2, units));
  }
}
