package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn images into vectors. */
public final class FlatteningTranslator implements Translator<CnnToFeedForwardPreProcessor> {
  /** Flattens NCHW images pixel by pixel, as TensorFlow does; of deeplearning4j-modelimport. */
  private static final String PIXEL_BY_PIXEL =
      "org.deeplearning4j.nn.modelimport.keras.preprocessors.TensorFlowCnnToFeedForwardPreProcessor";

  @Override
  public Class<CnnToFeedForwardPreProcessor> type() {
    return CnnToFeedForwardPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(CnnToFeedForwardPreProcessor.class.getName(), PIXEL_BY_PIXEL);
  }

  @Override
  public Value translate(CnnToFeedForwardPreProcessor conf, LayerScope scope, List<Value> inputs) {
    if (inputs.get(0) instanceof Value.Features vector) {
      return vector; // As Deeplearning4j does.
    }
    Value.Image image = inputs.get(0).requireImage();
    int features = image.height() * image.width() * image.channels();
    Tensor flat =
        scope.helper(
            "input",
            new Reshape(Shape.of(image.shape().dim(0), features)),
            List.of(image.tensor()));
    boolean channelsFirst =
        image.format() == CNN2DFormat.NCHW && !conf.getClass().getName().equals(PIXEL_BY_PIXEL);
    return new Value.Features(
        flat,
        channelsFirst
            ? FeatureOrder.channelsFirst(image.height(), image.width(), image.channels())
            : FeatureOrder.same(features));
  }
}
