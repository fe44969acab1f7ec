package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * A plain recurrent layer step by step: the product with the input once for the whole sequence,
 * then for each step that with the state.
 */
final class UnrolledRnn {
  private final LayerScope scope;
  private final IActivation activation;
  private final Tensor sequence;
  private final Tensor weights;
  private final Tensor recurrent;
  private final Tensor bias;

  /** What becomes of the state behind a step. */
  @FunctionalInterface
  private interface Behind {
    Tensor add(LayerScope at, UnrolledSteps steps, int time, Tensor hidden);
  }

  /** For sequence, weights, recurrent weights and bias. */
  UnrolledRnn(LayerScope scope, IActivation activation, List<Tensor> operands) {
    this.scope = scope;
    this.activation = activation;
    sequence = operands.get(0);
    weights = operands.get(1);
    recurrent = operands.get(2);
    bias = operands.get(3);
  }

  Tensor translate() {
    return unrolled((at, steps, time, hidden) -> hidden);
  }

  /** With state and result zero at masked steps. */
  Tensor masked(StepMask mask) {
    return unrolled(
        (at, steps, time, hidden) ->
            at.helper(
                "masked_hidden",
                new Mul(Activation.NONE),
                List.of(hidden, mask.at(at, steps, time))));
  }

  private Tensor unrolled(Behind behind) {
    Tensor projected =
        scope.helper(
            "projected",
            new FullyConnected(Activation.NONE, true, false),
            List.of(sequence, weights, bias));
    UnrolledSteps steps = UnrolledSteps.of(scope, projected);
    Tensor hidden = null;
    for (int time = 0; time < steps.length(); time++) {
      LayerScope at = scope.part("step" + time, "");
      Tensor sum = steps.slice(at, "projected", projected, time);
      if (hidden != null) {
        sum = at.helper("sum", new Add(Activation.NONE), List.of(sum, remembered(at, hidden)));
      }
      Tensor active = at.activation("hidden", activation, Value.Features.of(sum));
      hidden = behind.add(at, steps, time, active);
      steps.add(hidden);
    }
    return steps.joined();
  }

  private Tensor remembered(LayerScope at, Tensor hidden) {
    return at.helper("recurrent", FullyConnected.of(Activation.NONE), List.of(hidden, recurrent));
  }
}
