package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.Pooling1D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/** Pooling of sequences: that of images of height 1. */
public final class Subsampling1dTranslator implements Translator<Subsampling1DLayer> {
  @Override
  public Class<Subsampling1DLayer> type() {
    return Subsampling1DLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Subsampling1DLayer.class.getName(), Pooling1D.class.getName());
  }

  @Override
  public List<Problem> problems(Subsampling1DLayer conf) {
    return Pooling.problems(conf);
  }

  @Override
  public Value translate(Subsampling1DLayer conf, LayerScope scope, List<Value> inputs) {
    RNNFormat format =
        conf.getCnn2dDataFormat() == CNN2DFormat.NHWC ? RNNFormat.NWC : RNNFormat.NCW;
    Value.Sequence input = inputs.get(0).requireSequence(format);
    ImageGeometry geometry =
        ImageGeometry.ofSequence(
            conf.getConvolutionMode(),
            conf.getKernelSize()[0],
            conf.getStride()[0],
            conf.getPadding()[0],
            conf.getDilation()[0]);
    Tensor pooled = Pooling.of(conf, geometry, scope, Sequences.asImage(scope, input));
    return input.in(
        scope.helper("sequence", Sequences.toSequence(pooled.shape()), List.of(pooled)));
  }
}
