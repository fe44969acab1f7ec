package org.dl4jmot.runtime.op;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Long short-term memory over a sequence, from first to last step. With W, R and p the weights of
 * input, recurrent connections and peepholes, b the biases, and * between vectors elementwise:
 *
 * <pre>
 * i = sigmoid(Wi x + Ri h + pi * c + bi)      input gate
 * f = sigmoid(Wf x + Rf h + pf * c + bf)      forget gate
 * c = f * c + i * activation(Wc x + Rc h + bc)
 * o = sigmoid(Wo x + Ro h + po * c + bo)      output gate, sees the new c
 * h = o * activation(c)                       result of the step
 * </pre>
 *
 * <p>Inputs: the sequence; {@link #GATES} input weights [units, features]; as many recurrent
 * weights [units, units]; with {@code peepholes} those [units] of input, forget and output gate; as
 * many biases [units] as gates. Gates stand in the order input, forget, cell, output.
 *
 * <p>h and c are zero at the start of every run. They are no tensors of the graph; a file stores
 * them as variable tensors, which keep their values from one invocation to the next until the
 * application resets them.
 *
 * @param activation of cell input and cell state
 * @param peepholes whether the gates see the cell state
 * @param timeMajor whether sequences are [steps, batch, features] instead of [batch, steps,
 *     features]
 * @param asymmetricInputs for int8 weights and a float input (the hybrid kernel): whether input and
 *     state are quantized with a zero point
 * @param cellExponent for an int8 input: the cell state is int16 with scale 2 to the power of this,
 *     from {@link #LEAST_CELL_EXPONENT} to {@link #GREATEST_CELL_EXPONENT}
 */
public record UnidirectionalSequenceLstm(
    RecurrentActivation activation,
    boolean peepholes,
    boolean timeMajor,
    boolean asymmetricInputs,
    int cellExponent)
    implements Op {
  /** Cell states in [-1, 1). */
  public static final int LEAST_CELL_EXPONENT = -15;

  /** Cell states in [-64, 64), the most that LiteRT's integer tanh takes. */
  public static final int GREATEST_CELL_EXPONENT = -9;

  /** Number of gates. */
  public static final int GATES = 4;

  /**
   * Checks activation and exponent.
   *
   * @throws IllegalArgumentException if the activation is NONE or the exponent out of range
   */
  public UnidirectionalSequenceLstm {
    if (Objects.requireNonNull(activation, "activation") == RecurrentActivation.NONE) {
      throw new IllegalArgumentException("an LSTM needs an activation; LiteRT computes none");
    }
    if (cellExponent < LEAST_CELL_EXPONENT || cellExponent > GREATEST_CELL_EXPONENT) {
      throw new IllegalArgumentException(
          "the exponent of the cell's scale must be in ["
              + LEAST_CELL_EXPONENT
              + ", "
              + GREATEST_CELL_EXPONENT
              + "]: "
              + cellExponent);
    }
  }

  /** Sequences [batch, steps, features], symmetric inputs of the hybrid kernel. */
  public static UnidirectionalSequenceLstm of(RecurrentActivation activation, boolean peepholes) {
    return new UnidirectionalSequenceLstm(
        activation, peepholes, false, false, GREATEST_CELL_EXPONENT);
  }

  /** This operation with inputs quantized with or without a zero point. */
  public UnidirectionalSequenceLstm withAsymmetricInputs(boolean asymmetric) {
    return new UnidirectionalSequenceLstm(
        activation, peepholes, timeMajor, asymmetric, cellExponent);
  }

  /** This operation with another scale of its cell state. */
  public UnidirectionalSequenceLstm withCellExponent(int exponent) {
    return new UnidirectionalSequenceLstm(
        activation, peepholes, timeMajor, asymmetricInputs, exponent);
  }

  /** Index of the input weights of a gate among the inputs. */
  public int inputWeights(int gate) {
    return 1 + gate;
  }

  /** Index of the recurrent weights of a gate among the inputs. */
  public int recurrentWeights(int gate) {
    return 1 + GATES + gate;
  }

  /** Index of the first peephole's weights among the inputs, where there are any. */
  public int firstPeephole() {
    return 1 + 2 * GATES;
  }

  /** Number of peepholes. */
  public int peepholeCount() {
    return peepholes ? GATES - 1 : 0;
  }

  /** Index of the bias of a gate among the inputs. */
  public int bias(int gate) {
    return firstPeephole() + peepholeCount() + gate;
  }

  /** Number of inputs. */
  public int inputCount() {
    return bias(GATES);
  }

  @Override
  public String type() {
    return "UNIDIRECTIONAL_SEQUENCE_LSTM";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, inputCount(), inputCount());
    Shapes.requireRank(type(), "a sequence", inputs.get(0), 3);
    Shapes.requireRank(type(), "input weights", inputs.get(1), 2);
    int units = inputs.get(1).dim(0);
    List<Shape> expected = expectedShapes(units, inputs.get(0).dim(2));
    if (!inputs.subList(1, inputs.size()).equals(expected)) {
      throw new IllegalArgumentException(
          type() + ": weights of " + inputs + " should be shaped " + expected);
    }
    return List.of(inputs.get(0).with(2, units));
  }

  private List<Shape> expectedShapes(int units, int features) {
    List<Shape> expected = new ArrayList<>();
    for (int index = 1; index < inputCount(); index++) {
      if (index < recurrentWeights(0)) {
        expected.add(Shape.of(units, features));
      } else if (index < firstPeephole()) {
        expected.add(Shape.of(units, units));
      } else {
        expected.add(Shape.of(units));
      }
    }
    return expected;
  }
}
