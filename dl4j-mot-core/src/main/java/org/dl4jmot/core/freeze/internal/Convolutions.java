package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.params.ConvolutionParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** What the translators of convolutions share. */
final class Convolutions {
  private Convolutions() {}

  static List<Problem> problems(ConvolutionLayer conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    problems.addAll(geometry(conf).problems());
    return problems;
  }

  static ImageGeometry geometry(ConvolutionLayer conf) {
    return new ImageGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }

  /** The layer's image, behind its explicit padding. */
  static Tensor padded(ConvolutionLayer conf, LayerScope scope, Value.Image input) {
    return padded(geometry(conf), scope, input.tensor());
  }

  /** An image behind explicit padding. */
  static Tensor padded(ImageGeometry geometry, LayerScope scope, Tensor image) {
    return geometry.isPadded() ? scope.helper("padded", geometry.pad(), List.of(image)) : image;
  }

  /** Image, filter and, if the layer has one, bias. */
  static List<Tensor> operands(
      ConvolutionLayer conf, LayerScope scope, Tensor image, Tensor filter, int channels) {
    List<Tensor> operands = new ArrayList<>(List.of(image, filter));
    if (conf.hasBias()) {
      float[] bias = scope.parameters().read(ConvolutionParamInitializer.BIAS_KEY);
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(channels), bias));
    }
    return operands;
  }

  /** Adds the last operation of a convolution and the activation function. */
  static Value finish(
      ConvolutionLayer conf, LayerScope scope, Op op, List<Tensor> operands, Value.Image input) {
    return scope.activated(op, operands, conf.getActivationFn(), input);
  }

  static void requireChannels(Value input, int wanted) {
    int channels = input.shape().dim(-1);
    if (channels != wanted) {
      throw new UntranslatableException(
          "it takes " + wanted + " channels but is fed " + channels,
          "Check nIn and the network's InputType");
    }
  }
}
