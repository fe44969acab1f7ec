package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Two-dimensional convolutions. */
public final class ConvolutionTranslator implements Translator<ConvolutionLayer> {
  @Override
  public Class<ConvolutionLayer> type() {
    return ConvolutionLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ConvolutionLayer.class.getName(), Convolution2D.class.getName());
  }

  @Override
  public List<Problem> problems(ConvolutionLayer conf) {
    return Convolutions.problems(conf);
  }

  @Override
  public Value translate(ConvolutionLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    Tensor filter = filter(scope);
    Convolutions.requireChannels(input, filter.shape().dim(3));
    Tensor image = Convolutions.padded(conf, scope, input);
    List<Tensor> operands =
        Convolutions.operands(conf, scope, image, filter, filter.shape().dim(0));
    Conv2d op = new Conv2d(Convolutions.geometry(conf).window(), Activation.NONE);
    return Convolutions.finish(conf, scope, op, operands, input);
  }

  /** [out, in, kH, kW] in either data format becomes [out, kH, kW, in]. */
  private static Tensor filter(LayerScope scope) {
    String key = ConvolutionParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    Shape shape = Shape.of(trained.dim(0), trained.dim(2), trained.dim(3), trained.dim(1));
    float[] values = scope.parameters().readPermuted(key, 0, 2, 3, 1);
    return scope.constant("weight", Role.WEIGHT, shape, values);
  }
}
