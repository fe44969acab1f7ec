package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.IMAGE;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers of images, and those that flatten them. */
final class ImageLayers {
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("conv", IMAGE, ImageLayers::convolution),
          new LayerKind("depthwise", IMAGE, ImageLayers::depthwise),
          new LayerKind("separable", IMAGE, ImageLayers::separable),
          new LayerKind("pool", IMAGE, ImageLayers::pooling),
          new LayerKind("pad", IMAGE, ImageLayers::zeroPadding),
          new LayerKind("deconv", IMAGE, ImageLayers::deconvolution),
          new LayerKind("upsample", IMAGE, ImageLayers::upsampling),
          new LayerKind("crop", IMAGE, ImageLayers::cropping),
          new LayerKind("spacetodepth", IMAGE, ImageLayers::spaceToDepth),
          new LayerKind("lrn", IMAGE, ImageLayers::responseNormalization));

  /** Layers that end a network. */
  static final List<LayerKind> LAST =
      List.of(new LayerKind("cnnloss", IMAGE, ImageLayers::lossOfEachCell));

  private ImageLayers() {}

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
        .activation(Functions.of(draw));
  }

  private static long channels(InputType input) {
    return ((InputType.InputTypeConvolutional) input).getChannels();
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
    boolean grey = channels(input) == 1;
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
            draw.of(
                SubsamplingLayer.PoolingType.MAX,
                SubsamplingLayer.PoolingType.MAX,
                SubsamplingLayer.PoolingType.AVG,
                SubsamplingLayer.PoolingType.AVG,
                SubsamplingLayer.PoolingType.PNORM))
        .pnorm(draw.between(1, 3))
        .kernelSize(kernel)
        .stride(same ? atMost(stride, kernel) : stride)
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .padding(same ? new int[] {0, 0} : draw.pair(0, 1, 0.6))
        .avgPoolIncludePadInDivisor(draw.chance(0.5))
        .build();
  }

  private static Layer zeroPadding(Draw draw, InputType input) {
    return new ZeroPaddingLayer.Builder(
            draw.between(0, 2), draw.between(0, 2), draw.between(0, 2), draw.between(0, 2))
        .build();
  }

  private static Layer deconvolution(Draw draw, InputType input) {
    return geometry(new Deconvolution2D.Builder(), draw, 1).nOut(draw.between(1, 4)).build();
  }

  private static Layer upsampling(Draw draw, InputType input) {
    return new Upsampling2D.Builder(1).size(draw.pair(1, 3, 0.1)).build();
  }

  private static Layer cropping(Draw draw, InputType input) {
    return new Cropping2D.Builder(
            draw.between(0, 2), draw.between(0, 2), draw.between(0, 2), draw.between(0, 2))
        .build();
  }

  private static Layer spaceToDepth(Draw draw, InputType input) {
    return new SpaceToDepthLayer.Builder<>(draw.between(2, 3)).build();
  }

  private static Layer lossOfEachCell(Draw draw, InputType input) {
    return new CnnLossLayer.Builder(LossFunction.MSE)
        .format(((InputType.InputTypeConvolutional) input).getFormat())
        .activation(draw.of(Activation.SOFTMAX, Activation.SIGMOID, Activation.IDENTITY))
        .build();
  }

  private static Layer responseNormalization(Draw draw, InputType input) {
    return new LocalResponseNormalization.Builder()
        // Deeplearning4j fails where a channel has no neighbour at half the window.
        .n(draw.between(1, Math.min(7, 2 * (int) channels(input) - 1)))
        .k(draw.real(0.5, 2))
        .alpha(draw.of(1e-4, 0.1, 0.5))
        .beta(draw.of(0.5, 0.75, 1.0))
        .build();
  }
}
