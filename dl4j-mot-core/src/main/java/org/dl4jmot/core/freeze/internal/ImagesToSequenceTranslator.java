package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToRnnPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn images into the time steps of one sequence. */
public final class ImagesToSequenceTranslator implements Translator<CnnToRnnPreProcessor> {
  @Override
  public Class<CnnToRnnPreProcessor> type() {
    return CnnToRnnPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(CnnToRnnPreProcessor.class.getName());
  }

  // Deeplearning4j divides the images among as many sequences as the network's batch has samples:
  // one in a graph. Each is flattened channel by channel.
  @Override
  public Value translate(CnnToRnnPreProcessor conf, LayerScope scope, List<Value> inputs) {
    Value.Image images = inputs.get(0).requireImage(CNN2DFormat.NCHW);
    Tensor trained = images.inTrainedOrder(scope, "channels-first");
    int perStep = images.height() * images.width() * images.channels();
    Shape shape = Shape.of(1, images.shape().dim(0), perStep);
    return new Value.Sequence(scope.reshaped("input", trained, shape), conf.getRnnDataFormat());
  }
}
