package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
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

/** Convolutions of sequences: two-dimensional ones of images of height 1. */
public final class Convolution1dTranslator implements Translator<Convolution1DLayer> {
  @Override
  public Class<Convolution1DLayer> type() {
    return Convolution1DLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Convolution1DLayer.class.getName(), Convolution1D.class.getName());
  }

  @Override
  public List<Problem> problems(Convolution1DLayer conf) {
    return new ArrayList<>(Layers.problems(conf));
  }

  @Override
  public Value translate(Convolution1DLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(conf.getRnnDataFormat());
    Tensor filter = filter(scope);
    Convolutions.requireChannels(input, filter.shape().dim(3));
    ImageGeometry geometry = geometry(conf);
    Tensor image = Convolutions.padded(geometry, scope, Sequences.asImage(scope, input));
    List<Tensor> operands =
        Convolutions.operands(conf, scope, image, filter, filter.shape().dim(0));
    Tensor convolved =
        scope.node(
            "convolved",
            Role.INTERMEDIATE,
            new Conv2d(geometry.window(), Activation.NONE),
            operands);
    return scope.activated(
        Sequences.toSequence(convolved.shape()), List.of(convolved), conf.getActivationFn(), input);
  }

  private static ImageGeometry geometry(Convolution1DLayer conf) {
    return ImageGeometry.ofSequence(
        conf.getConvolutionMode(),
        conf.getKernelSize()[0],
        conf.getStride()[0],
        conf.getPadding()[0],
        conf.getDilation()[0]);
  }

  /**
   * The parameter has shape [out, in, k, 1], but Deeplearning4j 1.0.0-M2.1 reads its elements as
   * [k, in, out]; they become [out, 1, k, in].
   */
  private static Tensor filter(LayerScope scope) {
    String key = ConvolutionParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    int outputs = trained.dim(0);
    int inputs = trained.dim(1);
    int size = trained.dim(2);
    float[] values = scope.parameters().read(key);
    float[] arranged = new float[values.length];
    for (int cell = 0; cell < size * inputs; cell++) {
      for (int output = 0; output < outputs; output++) {
        arranged[output * size * inputs + cell] = values[cell * outputs + output];
      }
    }
    return scope.constant("weight", Role.WEIGHT, Shape.of(outputs, 1, size, inputs), arranged);
  }
}
