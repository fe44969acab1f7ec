package org.dl4jmot.core.freeze;

import java.util.Arrays;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Layers with windows of drawn sizes, strides, paddings and dilations over images and sequences of
 * odd and even sizes answer as Deeplearning4j does. The seed is part of a test's name.
 */
class ConvolutionFamilyTest {
  private static final int CASES = Integer.getInteger("dl4jmot.freeze.cases", 12);
  private static final ConvolutionMode[] MODES = {
    ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Strict
  };

  /** The operations of oneDNN shift dilated pooling windows, and fail on dilated sequences. */
  @BeforeAll
  static void computeWithoutOneDnn() {
    Nd4j.getEnvironment().allowHelpers(false);
  }

  @AfterAll
  static void allowOneDnnAgain() {
    Nd4j.getEnvironment().allowHelpers(true);
  }

  /** Draws what a layer's windows are. */
  private static final class Draw {
    private final Random random;
    final int[] kernel;
    final int[] stride;
    final int[] padding;
    final int[] dilation;
    final ConvolutionMode mode;
    final Activation activation;
    final boolean bias;

    Draw(long seed) {
      random = new Random(seed);
      kernel = new int[] {between(1, 4), between(1, 4)};
      mode = MODES[between(0, 2)];
      boolean strict = mode == ConvolutionMode.Strict;
      stride = strict ? new int[] {1, 1} : new int[] {between(1, 3), between(1, 3)};
      boolean padded = mode != ConvolutionMode.Same;
      padding =
          padded
              ? new int[] {between(0, kernel[0] - 1), between(0, kernel[1] - 1)}
              : new int[] {0, 0};
      boolean dilated = random.nextInt(3) == 0;
      dilation = dilated ? new int[] {between(1, 2), between(1, 2)} : new int[] {1, 1};
      activation = random.nextBoolean() ? Activation.RELU : Activation.TANH;
      bias = random.nextInt(4) > 0;
    }

    int between(int from, int to) {
      return from + random.nextInt(to - from + 1);
    }

    /** Deeplearning4j takes no unshared filter below its stride in mode Same. */
    int strideWithin(int axis) {
      return Math.min(stride[axis], kernel[axis]);
    }

    <B extends ConvolutionLayer.BaseConvBuilder<B>> B configure(B builder) {
      builder.kernelSize(kernel);
      builder.stride(stride);
      builder.padding(padding);
      builder.dilation(dilation);
      builder.convolutionMode(mode);
      builder.activation(activation);
      builder.hasBias(bias);
      return builder;
    }

    @Override
    public String toString() {
      return mode
          + " kernel "
          + Arrays.toString(kernel)
          + " stride "
          + Arrays.toString(stride)
          + " padding "
          + Arrays.toString(padding)
          + " dilation "
          + Arrays.toString(dilation);
    }
  }

  private static MultiLayerNetwork network(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    return RandomParameters.fill(network, 5);
  }

  private static Stream<DynamicTest> images(BiFunction<Draw, CNN2DFormat, Layer> layer) {
    return IntStream.rangeClosed(1, CASES)
        .mapToObj(
            seed -> {
              Draw draw = new Draw(seed);
              CNN2DFormat format = seed % 2 == 0 ? CNN2DFormat.NCHW : CNN2DFormat.NHWC;
              InputType type =
                  InputType.convolutional(draw.between(7, 10), draw.between(7, 10), 3, format);
              return DynamicTest.dynamicTest(
                  "seed " + seed + ": " + draw + " on " + type,
                  () -> Agreement.check(network(type, layer.apply(draw, format)), type));
            });
  }

  private static Stream<DynamicTest> sequences(BiFunction<Draw, RNNFormat, Layer> layer) {
    return IntStream.rangeClosed(1, CASES)
        .mapToObj(
            seed -> {
              Draw draw = new Draw(seed);
              RNNFormat format = seed % 2 == 0 ? RNNFormat.NCW : RNNFormat.NWC;
              InputType type = InputType.recurrent(3, draw.between(8, 12), format);
              return DynamicTest.dynamicTest(
                  "seed " + seed + ": " + draw + " on " + type,
                  () -> Agreement.check(network(type, layer.apply(draw, format)), type));
            });
  }

  @TestFactory
  Stream<DynamicTest> convolutions() {
    return images(
        (draw, format) ->
            draw.configure(new ConvolutionLayer.Builder().nOut(4).dataFormat(format)).build());
  }

  @TestFactory
  Stream<DynamicTest> depthwiseConvolutions() {
    return images(
        (draw, format) ->
            draw.configure(new DepthwiseConvolution2D.Builder().depthMultiplier(2))
                .dataFormat(format)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> separableConvolutions() {
    return images(
        (draw, format) ->
            draw.configure(new SeparableConvolution2D.Builder().nOut(4).depthMultiplier(2))
                .dataFormat(format)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> deconvolutions() {
    return images(
        (draw, format) ->
            draw.configure(new Deconvolution2D.Builder().nOut(4)).dataFormat(format).build());
  }

  @TestFactory
  Stream<DynamicTest> maxPoolings() {
    return images((draw, format) -> pooling(draw, PoolingType.MAX));
  }

  @TestFactory
  Stream<DynamicTest> averagePoolings() {
    return images((draw, format) -> pooling(draw, PoolingType.AVG));
  }

  @TestFactory
  Stream<DynamicTest> normPoolings() {
    return images(
        (draw, format) -> {
          // A norm of few values may be near 0, where rounding has no useful bound.
          draw.padding[0] = Math.min(draw.padding[0], draw.kernel[0] / 2);
          draw.padding[1] = Math.min(draw.padding[1], draw.kernel[1] / 2);
          return pooling(draw, PoolingType.PNORM);
        });
  }

  private static Layer pooling(Draw draw, PoolingType type) {
    return new SubsamplingLayer.Builder(type)
        .kernelSize(draw.kernel)
        .stride(draw.stride)
        .padding(draw.padding)
        .dilation(draw.dilation)
        .convolutionMode(draw.mode)
        .avgPoolIncludePadInDivisor(draw.bias)
        .pnorm(draw.between(1, 3))
        .build();
  }

  @TestFactory
  Stream<DynamicTest> unsharedConvolutions() {
    return images(
        (draw, format) ->
            new LocallyConnected2D.Builder()
                .nOut(4)
                .kernelSize(draw.kernel)
                .stride(draw.strideWithin(0), draw.strideWithin(1))
                .padding(draw.padding)
                .convolutionMode(draw.mode)
                .activation(draw.activation)
                .hasBias(draw.bias)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> convolutionsOfSequences() {
    return sequences(
        (draw, format) ->
            new Convolution1DLayer.Builder()
                .nOut(4)
                .rnnDataFormat(format)
                .kernelSize(draw.kernel[0])
                .stride(draw.stride[0])
                .padding(draw.padding[0])
                .dilation(draw.dilation[0])
                .convolutionMode(draw.between(0, 2) == 0 ? ConvolutionMode.Causal : draw.mode)
                .activation(draw.activation)
                .hasBias(draw.bias)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> poolingsOfSequences() {
    return sequences(
        (draw, format) ->
            new Subsampling1DLayer.Builder(
                    new PoolingType[] {PoolingType.MAX, PoolingType.AVG, PoolingType.PNORM}
                        [draw.between(0, 2)])
                .kernelSize(draw.kernel[0])
                .stride(draw.stride[0])
                .convolutionMode(draw.mode)
                .pnorm(2)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> unsharedConvolutionsOfSequences() {
    return IntStream.rangeClosed(1, CASES)
        .mapToObj(
            seed -> {
              Draw draw = new Draw(seed);
              InputType type = InputType.recurrent(3, draw.between(8, 12), RNNFormat.NCW);
              Layer layer =
                  new LocallyConnected1D.Builder()
                      .nOut(4)
                      .kernelSize(draw.kernel[0])
                      .stride(draw.strideWithin(0))
                      .padding(draw.padding[0])
                      .convolutionMode(draw.mode)
                      .activation(draw.activation)
                      .hasBias(draw.bias)
                      .build();
              return DynamicTest.dynamicTest(
                  "seed " + seed + ": " + draw + " on " + type,
                  () -> Agreement.check(network(type, layer), type));
            });
  }
}
