package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Preprocessors that turn vectors into NCHW images. */
public final class UnflatteningTranslator implements Translator<FeedForwardToCnnPreProcessor> {
  @Override
  public Class<FeedForwardToCnnPreProcessor> type() {
    return FeedForwardToCnnPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(FeedForwardToCnnPreProcessor.class.getName());
  }

  @Override
  public Value translate(FeedForwardToCnnPreProcessor conf, LayerScope scope, List<Value> inputs) {
    if (inputs.get(0) instanceof Value.Image image) {
      return image; // As Deeplearning4j does; the network's input may be an image already.
    }
    return new Value.Image(
        Unflattening.channelsFirst(
            scope,
            inputs.get(0).requireFeatures(),
            Math.toIntExact(conf.getNumChannels()),
            Math.toIntExact(conf.getInputHeight()),
            Math.toIntExact(conf.getInputWidth())),
        CNN2DFormat.NCHW);
  }
}
