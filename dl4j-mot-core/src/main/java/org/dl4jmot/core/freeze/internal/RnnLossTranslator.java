package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.RnnLossLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** The activation function of a loss on every step of a sequence. */
public final class RnnLossTranslator implements Translator<RnnLossLayer> {
  @Override
  public Class<RnnLossLayer> type() {
    return RnnLossLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(RnnLossLayer.class.getName());
  }

  @Override
  public List<Problem> problems(RnnLossLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(RnnLossLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    // Deeplearning4j applies the function step by step, so to the features whatever the format.
    Value steps = new Value.Sequence(input.tensor(), RNNFormat.NWC);
    return input.in(scope.activation(conf.getActivationFn(), steps).tensor());
  }
}
