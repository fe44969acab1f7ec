package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.params.DepthwiseConvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Depthwise convolutions, with any depth multiplier. */
public final class DepthwiseConvolutionTranslator implements Translator<DepthwiseConvolution2D> {
  @Override
  public Class<DepthwiseConvolution2D> type() {
    return DepthwiseConvolution2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(DepthwiseConvolution2D.class.getName());
  }

  @Override
  public List<Problem> problems(DepthwiseConvolution2D conf) {
    return Convolutions.problems(conf);
  }

  @Override
  public Value translate(DepthwiseConvolution2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    String key = DepthwiseConvolutionParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    Convolutions.requireChannels(input, trained.dim(2));
    int channels = trained.dim(2) * trained.dim(3);
    // [kH, kW, in, multiplier] has the graph's order already: channel c*M+m.
    Shape shape = Shape.of(1, trained.dim(0), trained.dim(1), channels);
    Tensor filter = scope.constant("weight", Role.WEIGHT, shape, scope.parameters().read(key));
    Tensor image = Convolutions.padded(conf, scope, input);
    List<Tensor> operands = Convolutions.operands(conf, scope, image, filter, channels);
    DepthwiseConv2d op = new DepthwiseConv2d(Convolutions.geometry(conf).window(), Activation.NONE);
    return Convolutions.finish(conf, scope, op, operands, input);
  }
}
