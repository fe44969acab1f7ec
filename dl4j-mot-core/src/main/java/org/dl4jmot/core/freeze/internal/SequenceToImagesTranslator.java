package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.RnnToCnnPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn each time step into an NCHW image. */
public final class SequenceToImagesTranslator implements Translator<RnnToCnnPreProcessor> {
  @Override
  public Class<RnnToCnnPreProcessor> type() {
    return RnnToCnnPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(RnnToCnnPreProcessor.class.getName());
  }

  @Override
  public Value translate(RnnToCnnPreProcessor conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence sequence = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    int images = sequence.shape().dim(0) * sequence.length();
    Shape shape =
        Shape.of(images, conf.getNumChannels(), conf.getInputHeight(), conf.getInputWidth());
    if (shape.elements() != sequence.shape().elements()) {
      throw new UntranslatableException(
          "it makes images of "
              + shape
              + " (NCHW) but is fed time steps of "
              + sequence.channels()
              + " values",
          "Check the preprocessor's sizes");
    }
    Tensor trained = scope.reshaped("channels-first", Steps.first(scope, sequence), shape);
    return Value.Image.ofTrained(scope, "input", trained, CNN2DFormat.NCHW);
  }
}
