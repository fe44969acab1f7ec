package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Losses per pixel: the activation function sees each pixel's channels as a vector. */
public final class CnnLossTranslator implements Translator<CnnLossLayer> {
  @Override
  public Class<CnnLossLayer> type() {
    return CnnLossLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(CnnLossLayer.class.getName());
  }

  @Override
  public List<Problem> problems(CnnLossLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(CnnLossLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getFormat());
    Value pixels = new Value.Image(input.tensor(), CNN2DFormat.NHWC);
    return input.in(scope.activation(conf.getActivationFn(), pixels).tensor());
  }
}
