package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * A long short-term memory step by step, for activation functions that LiteRT's own operation does
 * not know: the products with the input once for the whole sequence, then for each step those with
 * the state and the gates.
 */
final class UnrolledLstm {
  private static final List<String> GATES = List.of("input", "forget", "cell", "output");
  private static final int INPUT = 0;
  private static final int FORGET = 1;
  private static final int OUTPUT = 3;

  private final LayerScope scope;
  private final LstmWeights weights;
  private final IActivation activation;
  private final IActivation gateActivation;
  private final List<Tensor> projected = new ArrayList<>();
  private final List<Tensor> recurrent = new ArrayList<>();
  private final List<Tensor> peepholes = new ArrayList<>();

  /** A step under construction; state and cell are null at the first. */
  private record State(Tensor hidden, Tensor cell) {}

  UnrolledLstm(
      LayerScope scope, LstmWeights weights, IActivation activation, IActivation gateActivation) {
    this.scope = scope;
    this.weights = weights;
    this.activation = activation;
    this.gateActivation = gateActivation;
  }

  Tensor translate(Tensor sequence) {
    return unrolled(sequence, (at, steps, time, state) -> state);
  }

  /** With state and result zero at masked steps. */
  Tensor masked(Tensor sequence, StepMask mask) {
    return unrolled(
        sequence,
        (at, steps, time, state) -> {
          Tensor factor = mask.at(at, steps, time);
          Mul mul = new Mul(Activation.NONE);
          return new State(
              at.helper("masked_hidden", mul, List.of(state.hidden(), factor)),
              at.helper("masked_cell", mul, List.of(state.cell(), factor)));
        });
  }

  /** What becomes of the state behind a step. */
  @FunctionalInterface
  private interface Behind {
    State add(LayerScope at, UnrolledSteps steps, int time, State state);
  }

  private Tensor unrolled(Tensor sequence, Behind behind) {
    UnrolledSteps steps = UnrolledSteps.of(scope, sequence);
    addWeights(sequence);
    State state = new State(null, null);
    for (int time = 0; time < steps.length(); time++) {
      LayerScope at = scope.part("step" + time, "");
      state = behind.add(at, steps, time, step(at, steps, time, state));
      steps.add(state.hidden());
    }
    return steps.joined();
  }

  private void addWeights(Tensor sequence) {
    Shape units = Shape.of(weights.units());
    Shape input = Shape.of(weights.units(), weights.features());
    Shape square = Shape.of(weights.units(), weights.units());
    for (int gate = 0; gate < GATES.size(); gate++) {
      String name = GATES.get(gate);
      Tensor weight = scope.auxiliary(name + "_input_weight", input, weights.input()[gate]);
      Tensor bias = scope.auxiliary(name + "_bias", units, weights.bias()[gate]);
      projected.add(
          scope.helper(
              name + "_projected",
              new FullyConnected(Activation.NONE, true, false),
              List.of(sequence, weight, bias)));
      recurrent.add(scope.auxiliary(name + "_recurrent_weight", square, weights.recurrent()[gate]));
    }
    for (int i = 0; i < weights.peepholes().length; i++) {
      peepholes.add(scope.auxiliary("peephole" + i, units, weights.peepholes()[i]));
    }
  }

  private State step(LayerScope at, UnrolledSteps steps, int time, State before) {
    Tensor input = gate(at, steps, time, INPUT, before.hidden(), before.cell());
    Tensor candidate = gate(at, steps, time, LstmWeights.CELL, before.hidden(), null);
    Tensor cell = at.helper("entering", new Mul(Activation.NONE), List.of(input, candidate));
    if (before.cell() != null) {
      Tensor forget = gate(at, steps, time, FORGET, before.hidden(), before.cell());
      Tensor kept = at.helper("kept", new Mul(Activation.NONE), List.of(forget, before.cell()));
      cell = at.helper("cell", new Add(Activation.NONE), List.of(kept, cell));
    }
    Tensor output = gate(at, steps, time, OUTPUT, before.hidden(), cell);
    Tensor shown = at.activation("shown", activation, Value.Features.of(cell));
    return new State(at.helper("hidden", new Mul(Activation.NONE), List.of(output, shown)), cell);
  }

  private Tensor gate(
      LayerScope at, UnrolledSteps steps, int time, int gate, Tensor hidden, Tensor cell) {
    String name = GATES.get(gate);
    Tensor sum = steps.slice(at, name + "_projected", projected.get(gate), time);
    if (hidden != null) {
      Tensor product =
          at.helper(
              name + "_recurrent",
              FullyConnected.of(Activation.NONE),
              List.of(hidden, recurrent.get(gate)));
      sum = at.helper(name + "_sum", new Add(Activation.NONE), List.of(sum, product));
    }
    if (cell != null && !peepholes.isEmpty()) {
      Tensor peephole = peepholes.get(gate == OUTPUT ? 2 : gate);
      Tensor seen = at.helper(name + "_seen", new Mul(Activation.NONE), List.of(cell, peephole));
      sum = at.helper(name + "_peeked", new Add(Activation.NONE), List.of(sum, seen));
    }
    IActivation function = gate == LstmWeights.CELL ? activation : gateActivation;
    return at.activation(name + "_gate", function, Value.Features.of(sum));
  }
}
