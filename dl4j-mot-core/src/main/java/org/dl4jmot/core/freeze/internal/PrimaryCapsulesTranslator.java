package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** The first capsules of a network: a convolution whose results are read as vectors. */
public final class PrimaryCapsulesTranslator implements Translator<PrimaryCapsules> {
  @Override
  public Class<PrimaryCapsules> type() {
    return PrimaryCapsules.class;
  }

  @Override
  public List<Problem> problems(PrimaryCapsules conf) {
    return geometry(conf).problems();
  }

  @Override
  public Value translate(PrimaryCapsules conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(CNN2DFormat.NCHW);
    Value.Image image = input.in(convolution(conf, scope, input));
    // Deeplearning4j reads the image channel by channel.
    Tensor trained = image.inTrainedOrder(scope, "channels-first");
    Shape capsules =
        Shape.of(input.shape().dim(0), conf.getCapsules(), conf.getCapsuleDimensions());
    Tensor squashed = Squash.last(scope, scope.reshaped("capsules", trained, capsules));
    Value.Sequence result = Value.Sequence.ofTrained(scope, "by-cell", squashed, RNNFormat.NCW);
    return result.in(scope.output(new Identity(), List.of(result.tensor())));
  }

  private static Tensor convolution(PrimaryCapsules conf, LayerScope scope, Value.Image input) {
    ImageGeometry geometry = geometry(conf);
    Shape trained = scope.parameters().shape("weight"); // [kH, kW, in, out]
    Shape shape = Shape.of(trained.dim(3), trained.dim(0), trained.dim(1), trained.dim(2));
    Convolutions.requireChannels(input, shape.dim(3));
    Tensor filter =
        scope.constant(
            "weight", Role.WEIGHT, shape, scope.parameters().readPermuted("weight", 3, 0, 1, 2));
    Tensor padded =
        geometry.isPadded()
            ? scope.helper("padded", geometry.pad(), List.of(input.tensor()))
            : input.tensor();
    List<Tensor> operands = new ArrayList<>(List.of(padded, filter));
    if (conf.isHasBias()) {
      float[] bias = scope.parameters().read("bias");
      operands.add(scope.constant("bias", Role.BIAS, Shape.of(bias.length), bias));
    }
    Conv2d op = new Conv2d(geometry.window(), Activation.NONE);
    Tensor convolved = scope.helper("convolved", op, operands);
    return conf.isUseRelu()
        ? scope.helper("rectified", rectifier(conf), List.of(convolved))
        : convolved;
  }

  private static Op rectifier(PrimaryCapsules conf) {
    return conf.getLeak() == 0 ? new Relu() : new LeakyRelu((float) conf.getLeak());
  }

  private static ImageGeometry geometry(PrimaryCapsules conf) {
    return new ImageGeometry(
        conf.getConvolutionMode(),
        conf.getKernelSize(),
        conf.getStride(),
        conf.getPadding(),
        conf.getDilation());
  }
}
