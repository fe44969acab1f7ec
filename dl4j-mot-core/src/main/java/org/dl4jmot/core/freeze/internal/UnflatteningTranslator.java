package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;

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
    Value.Features vector = inputs.get(0).requireFeatures();
    int height = Math.toIntExact(conf.getInputHeight());
    int width = Math.toIntExact(conf.getInputWidth());
    int channels = Math.toIntExact(conf.getNumChannels());
    if (vector.order().features() != height * width * channels) {
      throw new UntranslatableException(
          "it makes images of "
              + List.of(channels, height, width)
              + " (CHW) but is fed "
              + vector.order().features()
              + " values",
          "Check the preprocessor's sizes");
    }
    if (!vector.order().equals(FeatureOrder.channelsFirst(height, width, channels))) {
      throw new UntranslatableException(
          "values computed channel by channel would have to be rearranged pixel by pixel",
          "Feed the network images (InputType.convolutional or convolutionalFlat), or keep the"
              + " images it computes to one channel");
    }
    Shape shape = Shape.of(vector.shape().dim(0), height, width, channels);
    return new Value.Image(
        scope.helper("input", new Reshape(shape), List.of(vector.tensor())), CNN2DFormat.NCHW);
  }
}
