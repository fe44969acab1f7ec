package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.AbstractLSTM;
import org.deeplearning4j.nn.params.LSTMParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Long short-term memories, without and (GravesLSTM) with peepholes: LiteRT's own operation where
 * it knows the activation functions, else unrolled step by step.
 */
public final class LstmTranslator implements MaskedTranslator<AbstractLSTM> {
  @Override
  public Class<AbstractLSTM> type() {
    return AbstractLSTM.class;
  }

  @Override
  public List<String> handles() {
    String layers = AbstractLSTM.class.getPackageName();
    return List.of(layers + ".LSTM", layers + ".GravesLSTM");
  }

  @Override
  public List<Problem> problems(AbstractLSTM conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    problems.addAll(Activations.problems(conf.getGateActivationFn()));
    return problems;
  }

  @Override
  public Value translate(AbstractLSTM conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    LstmWeights weights = weights(scope, input);
    Tensor result =
        Recurrences.isFused(conf.getActivationFn(), conf.getGateActivationFn())
            ? Recurrences.lstm(scope, weights, conf.getActivationFn(), input.tensor())
            : new UnrolledLstm(scope, weights, conf.getActivationFn(), conf.getGateActivationFn())
                .translate(input.tensor());
    return input.in(result);
  }

  @Override
  public Value masked(AbstractLSTM conf, LayerScope scope, Value.Sequence input, StepMask mask) {
    Value.Sequence sequence = input.requireSequence(conf.getRnnDataFormat());
    UnrolledLstm unrolled =
        new UnrolledLstm(
            scope, weights(scope, sequence), conf.getActivationFn(), conf.getGateActivationFn());
    return input.in(unrolled.masked(input.tensor(), mask));
  }

  private static LstmWeights weights(LayerScope scope, Value.Sequence input) {
    LstmWeights weights =
        LstmWeights.read(
            scope.parameters(),
            LSTMParamInitializer.INPUT_WEIGHT_KEY,
            LSTMParamInitializer.RECURRENT_WEIGHT_KEY,
            LSTMParamInitializer.BIAS_KEY);
    Recurrences.requireFeatures(input, weights.features());
    return weights;
  }
}
