package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.conf.layers.recurrent.SimpleRnn;
import org.deeplearning4j.nn.params.SimpleRnnParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

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
              "it has layer normalization, on which Deeplearning4j 1.0.0-M2.1 itself fails",
              "Train it without"));
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
            : unrolled(conf, scope, operands).translate());
  }

  @Override
  public Value masked(SimpleRnn conf, LayerScope scope, Value.Sequence input, StepMask mask) {
    List<Tensor> operands = operands(scope, input.requireSequence(conf.getRnnDataFormat()));
    return input.in(unrolled(conf, scope, operands).masked(mask));
  }

  private static UnrolledRnn unrolled(SimpleRnn conf, LayerScope scope, List<Tensor> operands) {
    return new UnrolledRnn(scope, conf.getActivationFn(), operands);
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
}
