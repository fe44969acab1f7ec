package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.GravesBidirectionalLSTM;
import org.deeplearning4j.nn.params.GravesBidirectionalLSTMParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.tensor.Tensor;

/** Two memories with peepholes, one of them from last to first step, whose results are added. */
// Deeplearning4j recommends Bidirectional instead; networks that have it are to be exported too.
@SuppressWarnings("deprecation")
public final class GravesBidirectionalLstmTranslator
    implements Translator<GravesBidirectionalLSTM> {
  @Override
  public Class<GravesBidirectionalLSTM> type() {
    return GravesBidirectionalLSTM.class;
  }

  @Override
  public List<String> handles() {
    return List.of(GravesBidirectionalLSTM.class.getName());
  }

  @Override
  public List<Problem> problems(GravesBidirectionalLSTM conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    problems.addAll(Activations.problems(conf.getGateActivationFn()));
    return problems;
  }

  @Override
  public Value translate(GravesBidirectionalLSTM conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    LstmWeights forwards =
        LstmWeights.read(
            scope.parameters(),
            GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_FORWARDS,
            GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_FORWARDS,
            GravesBidirectionalLSTMParamInitializer.BIAS_KEY_FORWARDS);
    LstmWeights backwards =
        LstmWeights.read(
            scope.parameters(),
            GravesBidirectionalLSTMParamInitializer.INPUT_WEIGHT_KEY_BACKWARDS,
            GravesBidirectionalLSTMParamInitializer.RECURRENT_WEIGHT_KEY_BACKWARDS,
            GravesBidirectionalLSTMParamInitializer.BIAS_KEY_BACKWARDS);
    Recurrences.requireFeatures(input, forwards.features());
    Tensor ahead = lstm(conf, scope.part("forwards", ""), forwards, input.tensor());
    Tensor reversed = Recurrences.reversed(scope, "reversed_input", input.tensor());
    Tensor back = lstm(conf, scope.part("backwards", ""), backwards, reversed);
    Tensor turned = Recurrences.reversed(scope, "reversed_backwards", back);
    return input.in(scope.output(new Add(Activation.NONE), List.of(ahead, turned)));
  }

  private static Tensor lstm(
      GravesBidirectionalLSTM conf, LayerScope scope, LstmWeights weights, Tensor sequence) {
    return Recurrences.isFused(conf.getActivationFn(), conf.getGateActivationFn())
        ? Recurrences.lstm(scope, weights, conf.getActivationFn(), sequence)
        : new UnrolledLstm(scope, weights, conf.getActivationFn(), conf.getGateActivationFn())
            .translate(sequence);
  }
}
