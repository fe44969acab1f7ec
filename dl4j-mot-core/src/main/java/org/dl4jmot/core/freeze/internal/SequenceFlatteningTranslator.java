package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.preprocessor.RnnToFeedForwardPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn each time step into a vector of its own. */
public final class SequenceFlatteningTranslator
    implements Translator<RnnToFeedForwardPreProcessor> {
  @Override
  public Class<RnnToFeedForwardPreProcessor> type() {
    return RnnToFeedForwardPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(RnnToFeedForwardPreProcessor.class.getName());
  }

  @Override
  public Value translate(RnnToFeedForwardPreProcessor conf, LayerScope scope, List<Value> inputs) {
    if (inputs.get(0) instanceof Value.Features vectors) {
      return vectors; // As Deeplearning4j does.
    }
    Value.Sequence sequence = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    Tensor steps = Steps.first(scope, sequence);
    Shape shape = Shape.of(sequence.shape().dim(0) * sequence.length(), sequence.channels());
    return Value.Features.of(scope.reshaped("input", steps, shape));
  }
}
