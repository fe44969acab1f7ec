package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.preprocessor.Cnn3DToFeedForwardPreProcessor;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Preprocessors that turn volumes into vectors. */
public final class VolumeFlatteningTranslator
    implements Translator<Cnn3DToFeedForwardPreProcessor> {
  @Override
  public Class<Cnn3DToFeedForwardPreProcessor> type() {
    return Cnn3DToFeedForwardPreProcessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Cnn3DToFeedForwardPreProcessor.class.getName());
  }

  @Override
  public Value translate(
      Cnn3DToFeedForwardPreProcessor conf, LayerScope scope, List<Value> inputs) {
    if (inputs.get(0) instanceof Value.Features vector) {
      return vector; // As Deeplearning4j does.
    }
    Value.Volume volume =
        inputs.get(0).requireVolume(conf.isNCDHW() ? DataFormat.NCDHW : DataFormat.NDHWC);
    int cells = volume.depth() * volume.height() * volume.width();
    Shape shape = Shape.of(volume.shape().dim(0), cells * volume.channels());
    Tensor flat = scope.reshaped("input", volume.tensor(), shape);
    return new Value.Features(
        flat,
        conf.isNCDHW()
            ? FeatureOrder.channelsFirst(cells, 1, volume.channels())
            : FeatureOrder.same(shape.dim(1)));
  }
}
