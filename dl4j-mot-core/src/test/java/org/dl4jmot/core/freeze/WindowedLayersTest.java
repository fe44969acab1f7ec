package org.dl4jmot.core.freeze;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.dl4jmot.core.freeze.LayerNetworks.checkImages;
import static org.dl4jmot.core.freeze.LayerNetworks.convolution;
import static org.dl4jmot.core.freeze.LayerNetworks.dense;
import static org.dl4jmot.core.freeze.LayerNetworks.inBothFormats;
import static org.dl4jmot.core.freeze.LayerNetworks.output;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Layers that slide a window over images, frozen and lowered, answer as Deeplearning4j does. */
class WindowedLayersTest {
  @TestFactory
  Stream<DynamicTest> convolutionsAgreeInEveryMode() {
    return sweep(
        (mode, padding, stride, dilation, bias) ->
            new ConvolutionLayer.Builder(3, 2)
                .nOut(4)
                .convolutionMode(mode)
                .padding(padding)
                .stride(stride)
                .dilation(dilation)
                .hasBias(bias)
                .activation(Activation.RELU)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> depthwiseConvolutionsAgreeInEveryMode() {
    return sweep(
        (mode, padding, stride, dilation, bias) ->
            new DepthwiseConvolution2D.Builder(3, 2)
                .depthMultiplier(2)
                .convolutionMode(mode)
                .padding(padding)
                .stride(stride)
                .dilation(dilation)
                .hasBias(bias)
                .activation(Activation.TANH)
                .build());
  }

  @TestFactory
  Stream<DynamicTest> separableConvolutionsAgreeInEveryMode() {
    return sweep(
        (mode, padding, stride, dilation, bias) ->
            new SeparableConvolution2D.Builder(3, 2)
                .nOut(5)
                .depthMultiplier(2)
                .convolutionMode(mode)
                .padding(padding)
                .stride(stride)
                .dilation(dilation)
                .hasBias(bias)
                .activation(Activation.SIGMOID)
                .build());
  }

  private interface Convolution {
    Layer of(ConvolutionMode mode, int[] padding, int[] stride, int[] dilation, boolean bias);
  }

  private static Stream<DynamicTest> sweep(Convolution convolution) {
    int[][] paddings = {{0, 0}, {1, 0}, {2, 1}};
    int[][] strides = {{1, 1}, {2, 2}, {2, 1}};
    int[][] dilations = {{1, 1}, {2, 2}};
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
      for (int[] padding : mode == ConvolutionMode.Same ? new int[][] {{0, 0}} : paddings) {
        for (int[] stride : strides) {
          for (int[] dilation : dilations) {
            String name =
                "%s padding %dx%d stride %dx%d dilation %d"
                    .formatted(mode, padding[0], padding[1], stride[0], stride[1], dilation[0]);
            boolean bias = (padding[0] + stride[1]) % 2 == 0;
            inBothFormats(
                    name,
                    format ->
                        checkImages(format, convolution.of(mode, padding, stride, dilation, bias)))
                .forEach(tests);
          }
        }
      }
    }
    return tests.build();
  }

  @TestFactory
  Stream<DynamicTest> strictConvolutionAgrees() {
    return inBothFormats(
        "strict",
        format ->
            checkImages(
                format,
                new ConvolutionLayer.Builder(3, 2)
                    .nOut(4)
                    .convolutionMode(ConvolutionMode.Strict)
                    .stride(2, 2)
                    .activation(Activation.RELU6)
                    .build()));
  }

  @TestFactory
  Stream<DynamicTest> poolingAgreesInEveryMode() {
    Stream.Builder<DynamicTest> tests = Stream.builder();
    for (PoolingType type : List.of(PoolingType.MAX, PoolingType.AVG)) {
      for (ConvolutionMode mode : List.of(ConvolutionMode.Same, ConvolutionMode.Truncate)) {
        for (int padding : mode == ConvolutionMode.Same ? new int[] {0} : new int[] {0, 1}) {
          for (int stride : new int[] {1, 2}) {
            for (boolean divisor : new boolean[] {false, true}) {
              SubsamplingLayer.Builder layer =
                  new SubsamplingLayer.Builder(type)
                      .kernelSize(3, 2)
                      .stride(stride, stride)
                      .padding(padding, padding)
                      .convolutionMode(mode);
              layer.setAvgPoolIncludePadInDivisor(divisor);
              String name =
                  "%s %s padding %d stride %d divisor %s"
                      .formatted(type, mode, padding, stride, divisor);
              inBothFormats(name, format -> checkImages(format, layer.build())).forEach(tests);
            }
          }
        }
      }
    }
    return tests.build();
  }

  @TestFactory
  Stream<DynamicTest> globalPoolingAgrees() {
    return Stream.of(PoolingType.MAX, PoolingType.AVG)
        .flatMap(
            type ->
                inBothFormats(
                    type.toString(),
                    format ->
                        checkImages(format, new GlobalPoolingLayer(type), dense(4), output())));
  }

  @ParameterizedTest
  @EnumSource(
      value = PoolingType.class,
      names = {"MAX", "AVG"})
  void globalPoolingThatKeepsDimensionsAgrees(PoolingType type) {
    checkImages(NCHW, new GlobalPoolingLayer.Builder(type).collapseDimensions(false).build());
  }

  @TestFactory
  Stream<DynamicTest> zeroPaddingAgrees() {
    return inBothFormats(
        "asymmetric",
        format ->
            checkImages(
                format,
                new ZeroPaddingLayer(1, 2, 0, 3),
                new ConvolutionLayer.Builder(3, 3).nOut(2).padding(1, 1).build()));
  }
}
