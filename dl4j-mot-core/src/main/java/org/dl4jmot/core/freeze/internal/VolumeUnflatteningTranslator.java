package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnn3DPreProcessor;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn vectors into volumes. */
public final class VolumeUnflatteningTranslator
    implements Translator<FeedForwardToCnn3DPreProcessor> {
  @Override
  public Class<FeedForwardToCnn3DPreProcessor> type() {
    return FeedForwardToCnn3DPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(FeedForwardToCnn3DPreProcessor.class.getName());
  }

  @Override
  public Value translate(
      FeedForwardToCnn3DPreProcessor conf, LayerScope scope, List<Value> inputs) {
    if (inputs.get(0) instanceof Value.Volume volume) {
      return volume; // As Deeplearning4j does.
    }
    Value.Features vectors = inputs.get(0).requireFeatures();
    int depth = conf.getInputDepth();
    int height = conf.getInputHeight();
    int width = conf.getInputWidth();
    int channels = conf.getNumChannels();
    if (conf.isNCDHW()) {
      return new Value.Volume(
          Unflattening.channelsFirst(scope, vectors, channels, depth, height, width),
          DataFormat.NCDHW);
    }
    Shape shape = Shape.of(vectors.shape().dim(0), depth, height, width, channels);
    Unflattening.requireSize(vectors, depth * height * width * channels, shape.toArray());
    Tensor trained = vectors.inTrainedOrder(scope, "arranged");
    return new Value.Volume(scope.reshaped("input", trained, shape), DataFormat.NDHWC);
  }
}
