package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToRnnPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn vectors into the time steps of one sequence. */
public final class SequenceUnflatteningTranslator
    implements Translator<FeedForwardToRnnPreProcessor> {
  @Override
  public Class<FeedForwardToRnnPreProcessor> type() {
    return FeedForwardToRnnPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(FeedForwardToRnnPreProcessor.class.getName());
  }

  // Deeplearning4j divides the vectors among as many sequences as the network's batch has samples:
  // one in a graph.
  @Override
  public Value translate(FeedForwardToRnnPreProcessor conf, LayerScope scope, List<Value> inputs) {
    Tensor vectors = inputs.get(0).requireFeatures().inTrainedOrder(scope, "arranged");
    Shape shape = Shape.of(1, vectors.shape().dim(0), vectors.shape().dim(1));
    return new Value.Sequence(scope.reshaped("input", vectors, shape), conf.getRnnDataFormat());
  }
}
