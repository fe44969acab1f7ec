package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.DENSE;
import static org.dl4jmot.examples.random.Types.IMAGE;
import static org.dl4jmot.examples.random.Types.VECTOR;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.distribution.UniformDistribution;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Every kind of layer that random networks are made of, a line each. */
final class LayerKinds {
  private static final List<LayerKind> ALL =
      List.of(
          kind("conv", IMAGE, LayerKinds::convolution),
          kind("depthwise", IMAGE, LayerKinds::depthwise),
          kind("separable", IMAGE, LayerKinds::separable),
          kind("pool", IMAGE, LayerKinds::pooling),
          kind("globalpool", IMAGE, LayerKinds::globalPooling),
          kind("pad", IMAGE, LayerKinds::zeroPadding),
          kind("bn", DENSE, LayerKinds::batchNormalization),
          kind("activation", DENSE, LayerKinds::activation),
          kind("prelu", DENSE, LayerKinds::slopes),
          kind("lrn", IMAGE, LayerKinds::localResponseNormalization),
          kind("factors", VECTOR, LayerKinds::factors),
          kind("dropout", DENSE, (draw, type) -> new DropoutLayer.Builder(0.5).build()),
          kind("dense", DENSE, LayerKinds::dense));

  private static final List<LayerKind> LAST =
      List.of(kind("output", DENSE, LayerKinds::output), kind("loss", VECTOR, LayerKinds::loss));

  private LayerKinds() {}

  /** Kinds that may stand anywhere. */
  static List<LayerKind> all() {
    return ALL;
  }

  /** Kinds that end a network. */
  static List<LayerKind> last() {
    return LAST;
  }

  private interface Drawing {
    Layer of(Draw draw, InputType input);
  }

  private static LayerKind kind(String name, Predicate<InputType> takes, Drawing drawing) {
    return new LayerKind(name, takes, drawing::of);
  }

  private static <B extends ConvolutionLayer.BaseConvBuilder<B>> B geometry(
      B builder, Draw draw, int mostDilation) {
    boolean same = draw.chance(0.4);
    int[] kernel = {draw.between(1, 3), draw.between(1, 3)};
    int[] stride = draw.pair(1, 3, 0.6);
    return builder
        .kernelSize(kernel)
        // Deeplearning4j cannot run mode Same where a stride leaves cells out.
        .stride(same ? atMost(stride, kernel) : stride)
        .dilation(draw.pair(1, mostDilation, 0.8))
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .padding(same ? new int[] {0, 0} : draw.pair(0, 2, 0.5))
        .hasBias(draw.chance(0.8))
        .activation(function(draw));
  }

  private static int[] atMost(int[] stride, int[] kernel) {
    return new int[] {Math.min(stride[0], kernel[0]), Math.min(stride[1], kernel[1])};
  }

  private static Layer convolution(Draw draw, InputType input) {
    return geometry(new ConvolutionLayer.Builder(), draw, 2).nOut(draw.between(1, 6)).build();
  }

  private static Layer depthwise(Draw draw, InputType input) {
    int multiplier = draw.of(1, 1, 2, 3);
    // A dilated depthwise convolution without multiplier fails in native code of 1.0.0-M2.1.
    return geometry(new DepthwiseConvolution2D.Builder(), draw, multiplier == 1 ? 1 : 2)
        .depthMultiplier(multiplier)
        .build();
  }

  private static Layer separable(Draw draw, InputType input) {
    int multiplier = draw.of(1, 1, 2);
    boolean grey = ((InputType.InputTypeConvolutional) input).getChannels() == 1;
    // With one input channel Deeplearning4j wants as many outputs.
    return geometry(new SeparableConvolution2D.Builder(), draw, 2)
        .depthMultiplier(multiplier)
        .nOut(grey ? multiplier : draw.between(1, 6))
        .build();
  }

  private static Layer pooling(Draw draw, InputType input) {
    boolean same = draw.chance(0.4);
    int[] kernel = draw.pair(2, 3, 0.5);
    int[] stride = draw.pair(1, 3, 0.3);
    return new SubsamplingLayer.Builder(
            draw.of(SubsamplingLayer.PoolingType.MAX, SubsamplingLayer.PoolingType.AVG))
        .kernelSize(kernel)
        .stride(same ? atMost(stride, kernel) : stride)
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .padding(same ? new int[] {0, 0} : draw.pair(0, 1, 0.6))
        .avgPoolIncludePadInDivisor(draw.chance(0.5))
        .build();
  }

  private static Layer globalPooling(Draw draw, InputType input) {
    return new GlobalPoolingLayer.Builder(draw.of(PoolingType.values()))
        .pnorm(draw.between(1, 3))
        .build();
  }

  private static Layer zeroPadding(Draw draw, InputType input) {
    return new ZeroPaddingLayer.Builder(
            draw.between(0, 2), draw.between(0, 2), draw.between(0, 2), draw.between(0, 2))
        .build();
  }

  private static Layer batchNormalization(Draw draw, InputType input) {
    return new BatchNormalization.Builder()
        .useLogStd(draw.chance(0.5))
        .eps(draw.of(1e-5, 1e-3))
        .build();
  }

  private static Layer activation(Draw draw, InputType input) {
    boolean softmax = draw.chance(0.2) && !Types.isChannelsFirst(input);
    return softmax ? new ActivationLayer(Activation.SOFTMAX) : new ActivationLayer(function(draw));
  }

  private static Layer dense(Draw draw, InputType input) {
    return new DenseLayer.Builder()
        .nOut(draw.between(1, 12))
        .hasBias(draw.chance(0.8))
        .activation(function(draw))
        .build();
  }

  private static Layer output(Draw draw, InputType input) {
    return new OutputLayer.Builder(LossFunction.MSE)
        .nOut(draw.between(2, 8))
        .activation(draw.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY))
        .build();
  }

  private static Layer loss(Draw draw, InputType input) {
    return new LossLayer.Builder(LossFunction.MSE).activation(Activation.SOFTMAX).build();
  }

  private static Layer slopes(Draw draw, InputType input) {
    long[] sample = Arrays.stream(input.getShape(false)).toArray();
    PReLULayer.Builder builder =
        new PReLULayer.Builder()
            .inputShape(sample)
            .weightInit(new UniformDistribution(-0.3, draw.real(0.1, 1.2)));
    if (draw.chance(0.6)) {
      builder.sharedAxes(
          LongStream.rangeClosed(1, sample.length).filter(axis -> draw.chance(0.6)).toArray());
    }
    return builder.build();
  }

  private static Layer localResponseNormalization(Draw draw, InputType input) {
    int channels = Math.toIntExact(((InputType.InputTypeConvolutional) input).getChannels());
    return new LocalResponseNormalization.Builder()
        // Deeplearning4j fails where a channel has no neighbour at half the window.
        .n(draw.between(1, Math.min(7, 2 * channels - 1)))
        .k(draw.real(0.5, 2))
        .alpha(draw.of(1e-4, 0.1, 0.5))
        .beta(draw.of(0.5, 0.75, 1.0))
        .build();
  }

  private static Layer factors(Draw draw, InputType input) {
    int features = Math.toIntExact(((InputType.InputTypeFeedForward) input).getSize());
    return new ElementWiseMultiplicationLayer.Builder()
        .nIn(features)
        .nOut(features)
        .activation(function(draw))
        .build();
  }

  /**
   * An activation function that works element by element. Not softplus, which overflows in ND4J
   * where units saturate, nor those that jump at a threshold, where no bound can hold.
   */
  static IActivation function(Draw draw) {
    return draw.chance(0.6) ? common(draw) : rare(draw);
  }

  private static IActivation common(Draw draw) {
    return draw.of(
            Activation.IDENTITY,
            Activation.IDENTITY,
            Activation.RELU,
            Activation.RELU,
            Activation.RELU6,
            Activation.SIGMOID,
            Activation.TANH)
        .getActivationFunction();
  }

  private static IActivation rare(Draw draw) {
    return draw.of(
        new ActivationCube(),
        new ActivationELU(draw.of(1.0, draw.real(0.1, 2))),
        new ActivationGELU(draw.chance(0.5)),
        new ActivationHardSigmoid(),
        new ActivationHardTanH(),
        new ActivationLReLU(draw.real(-0.2, 0.5)),
        new ActivationMish(),
        new ActivationRationalTanh(),
        new ActivationRectifiedTanh(),
        new ActivationReLU(draw.real(0.1, 8), null, draw.of(null, 0.1)),
        new ActivationRReLU(),
        new ActivationSELU(),
        new ActivationSoftSign(),
        new ActivationSwish());
  }
}
