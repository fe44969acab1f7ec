package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.params.SeparableConvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Separable convolutions: a depthwise one and a pointwise one, which carries the bias. With a
 * single input channel Deeplearning4j 1.0.0-M2.1 (its native {@code sconv2d}) leaves the pointwise
 * one out, in training too, so the graph does.
 */
public final class SeparableConvolutionTranslator implements Translator<SeparableConvolution2D> {
  @Override
  public Class<SeparableConvolution2D> type() {
    return SeparableConvolution2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SeparableConvolution2D.class.getName());
  }

  @Override
  public List<Problem> problems(SeparableConvolution2D conf) {
    return Convolutions.problems(conf);
  }

  @Override
  public Value translate(SeparableConvolution2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getCnn2dDataFormat());
    Shape trained =
        scope.parameters().shape(SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY);
    Convolutions.requireChannels(input, trained.dim(1));
    return trained.dim(1) == 1
        ? ofOneChannel(conf, scope, input, trained)
        : separable(conf, scope, input);
  }

  private static Value ofOneChannel(
      SeparableConvolution2D conf, LayerScope scope, Value.Image input, Shape trained) {
    int multiplier = trained.dim(0);
    if (conf.getNOut() != multiplier) {
      throw new UntranslatableException(
          "with one input channel Deeplearning4j runs it only where nOut is the depth multiplier: "
              + conf.getNOut()
              + " is not "
              + multiplier,
          "Use a ConvolutionLayer, which means the same for one channel");
    }
    String key = SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY;
    Shape shape = Shape.of(multiplier, trained.dim(2), trained.dim(3), 1);
    float[] values = scope.parameters().readPermuted(key, 0, 2, 3, 1);
    Tensor filter = scope.constant("weight", Role.WEIGHT, shape, values);
    Tensor image = Convolutions.padded(conf, scope, input);
    List<Tensor> operands = Convolutions.operands(conf, scope, image, filter, multiplier);
    Conv2d op = new Conv2d(Convolutions.geometry(conf).window(), Activation.NONE);
    return Convolutions.finish(conf, scope, op, operands, input);
  }

  private static Value separable(SeparableConvolution2D conf, LayerScope scope, Value.Image input) {
    Tensor depthwise = depthwiseFilter(scope);
    Tensor image = Convolutions.padded(conf, scope, input);
    Tensor middle =
        scope.node(
            "intermediate",
            Role.INTERMEDIATE,
            new DepthwiseConv2d(Convolutions.geometry(conf).window(), Activation.NONE),
            List.of(image, depthwise));
    Tensor pointwise = pointwiseFilter(scope);
    List<Tensor> operands =
        Convolutions.operands(conf, scope, middle, pointwise, pointwise.shape().dim(0));
    Conv2d op = new Conv2d(Window.of(1, 1, Padding.VALID), Activation.NONE);
    return Convolutions.finish(conf, scope, op, operands, input);
  }

  /** [multiplier, in, kH, kW] becomes [1, kH, kW, in * multiplier]. */
  private static Tensor depthwiseFilter(LayerScope scope) {
    String key = SeparableConvolutionParamInitializer.DEPTH_WISE_WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    Shape shape = Shape.of(1, trained.dim(2), trained.dim(3), trained.dim(0) * trained.dim(1));
    float[] values = scope.parameters().readPermuted(key, 2, 3, 1, 0);
    return scope.constant("weight", Role.WEIGHT, shape, values);
  }

  /** [out, in * multiplier, 1, 1] becomes [out, 1, 1, in * multiplier]. */
  private static Tensor pointwiseFilter(LayerScope scope) {
    String key = SeparableConvolutionParamInitializer.POINT_WISE_WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    Shape shape = Shape.of(trained.dim(0), 1, 1, trained.dim(1));
    return scope.constant(
        "pointwise-weight", Role.POINTWISE_WEIGHT, shape, scope.parameters().read(key));
  }
}
