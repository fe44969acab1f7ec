package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.SimpleRnnParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.IActivation;

/**
 * Plain recurrent layers: LiteRT's own operation where it knows the activation function, else
 * unrolled step by step.
 */
public final class SimpleRnnTranslator implements MaskedTranslator<SimpleRnn> {
  @Override
  public Class<SimpleRnn> type() {
    return SimpleRnn.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SimpleRnn.class.getName());
  }

  @Override
  public List<Problem> problems(SimpleRnn conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    if (conf.hasLayerNorm()) {
      problems.add(
          new Problem(
              "layer normalization of every step is not supported",
              "Train it without layer normalization"));
    }
    return problems;
  }

  @Override
  public Value translate(SimpleRnn conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    List<Tensor> operands = operands(scope, input);
    Optional<RecurrentActivation> fused = Recurrences.activation(conf.getActivationFn());
    return input.in(
        fused.isPresent()
            ? scope.output(UnidirectionalSequenceRnn.of(fused.get()), operands)
            : unrolled(
                scope, conf.getActivationFn(), operands, (at, steps, time, hidden) -> hidden));
  }

  @Override
  public Value masked(SimpleRnn conf, LayerScope scope, Value.Sequence input, StepMask mask) {
    List<Tensor> operands = operands(scope, input.requireSequence(conf.getRnnDataFormat()));
    return input.in(
        unrolled(
            scope,
            conf.getActivationFn(),
            operands,
            (at, steps, time, hidden) ->
                at.helper(
                    "masked_hidden",
                    new Mul(Activation.NONE),
                    List.of(hidden, mask.at(at, steps, time)))));
  }

  /** Sequence, weights, recurrent weights, bias. */
  private static List<Tensor> operands(LayerScope scope, Value.Sequence input) {
    Tensor weights = transposed(scope, "input_weight", SimpleRnnParamInitializer.WEIGHT_KEY);
    Tensor recurrent =
        transposed(scope, "recurrent_weight", SimpleRnnParamInitializer.RECURRENT_WEIGHT_KEY);
    Recurrences.requireFeatures(input, weights.shape().dim(1));
    Tensor bias =
        scope.auxiliary(
            "bias",
            Shape.of(weights.shape().dim(0)),
            scope.parameters().read(SimpleRnnParamInitializer.BIAS_KEY));
    return List.of(input.tensor(), weights, recurrent, bias);
  }

  private static Tensor transposed(LayerScope scope, String name, String key) {
    Shape shape = scope.parameters().shape(key);
    return scope.auxiliary(
        name, Shape.of(shape.dim(1), shape.dim(0)), scope.parameters().readPermuted(key, 1, 0));
  }

  /** What becomes of the state behind a step. */
  @FunctionalInterface
  private interface Behind {
    Tensor add(LayerScope at, UnrolledSteps steps, int time, Tensor hidden);
  }

  private static Tensor unrolled(
      LayerScope scope, IActivation activation, List<Tensor> operands, Behind behind) {
    Tensor projected =
        scope.helper(
            "projected",
            new FullyConnected(Activation.NONE, true, false),
            List.of(operands.get(0), operands.get(1), operands.get(3)));
    UnrolledSteps steps = UnrolledSteps.of(scope, projected);
    Tensor hidden = null;
    for (int time = 0; time < steps.length(); time++) {
      LayerScope at = scope.part("step" + time, "");
      Tensor sum = steps.slice(at, "projected", projected, time);
      if (hidden != null) {
        Tensor product =
            at.helper(
                "recurrent", FullyConnected.of(Activation.NONE), List.of(hidden, operands.get(2)));
        sum = at.helper("sum", new Add(Activation.NONE), List.of(sum, product));
      }
      Tensor active = at.activation("hidden", activation, Value.Features.of(sum));
      hidden = behind.add(at, steps, time, active);
      steps.add(hidden);
    }
    return steps.joined();
  }
}
