package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.params.Convolution3DParamInitializer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Three-dimensional convolutions. */
public final class Convolution3DTranslator implements Translator<Convolution3D> {
  @Override
  public Class<Convolution3D> type() {
    return Convolution3D.class;
  }

  @Override
  public List<Problem> problems(Convolution3D conf) {
    List<Problem> problems = new ArrayList<>(Layers.problems(conf));
    problems.addAll(geometry(conf).problems());
    if (Arrays.stream(conf.getDilation()).anyMatch(distance -> distance != 1)) {
      problems.add(
          new Problem(
              "Deeplearning4j 1.0.0-M2.1 itself cannot run dilated three-dimensional convolutions",
              "Use dilation 1"));
    }
    return problems;
  }

  @Override
  public Value translate(Convolution3D conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(conf.getDataFormat());
    VolumeGeometry geometry = geometry(conf);
    Tensor filter = filter(scope);
    requireChannels(input, filter.shape().dim(3));
    Tensor volume =
        geometry.isPadded()
            ? scope.helper("padded", geometry.pad(), List.of(input.tensor()))
            : input.tensor();
    List<Tensor> operands = new ArrayList<>(List.of(volume, filter));
    if (conf.hasBias()) {
      float[] bias = scope.parameters().read(Convolution3DParamInitializer.BIAS_KEY);
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias));
    }
    Conv3d op = new Conv3d(conf.getStride()[0], 1, geometry.planes(), Activation.NONE);
    return scope.activated(op, operands, conf.getActivationFn(), input);
  }

  private static VolumeGeometry geometry(Convolution3D conf) {
    return new VolumeGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }

  /** [out, in, kD, kH, kW] becomes [kD, kH, kW, in, out]. */
  private static Tensor filter(LayerScope scope) {
    String key = Convolution3DParamInitializer.WEIGHT_KEY;
    Shape trained = scope.parameters().shape(key);
    Shape shape =
        Shape.of(trained.dim(2), trained.dim(3), trained.dim(4), trained.dim(1), trained.dim(0));
    float[] values = scope.parameters().readPermuted(key, 2, 3, 4, 1, 0);
    return scope.constant("weight", Role.WEIGHT, shape, values);
  }

  static void requireChannels(Value.Volume input, int wanted) {
    if (input.channels() != wanted) {
      throw new UntranslatableException(
          "it takes volumes of " + wanted + " channels but is fed " + input.channels(),
          "Check nIn and the network's InputType");
    }
  }
}
