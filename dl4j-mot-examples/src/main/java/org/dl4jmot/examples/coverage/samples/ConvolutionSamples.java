package org.dl4jmot.examples.coverage.samples;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NHWC;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution1D;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected1D;
import org.deeplearning4j.nn.conf.layers.LocallyConnected2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.nd4j.linalg.activations.Activation;

/** Convolutions over images and sequences. */
final class ConvolutionSamples {
  private ConvolutionSamples() {}

  static List<Sample> all() {
    return List.of(
        Starts.images().subject(convolution(ConvolutionMode.Same).build()).dense("same"),
        Starts.images()
            .subject(convolution(ConvolutionMode.Truncate).stride(2, 1).padding(1, 1).build())
            .dense("stride and padding"),
        Starts.images()
            .subject(
                convolution(ConvolutionMode.Same)
                    .dilation(2, 1)
                    .activation(Activation.RELU)
                    .build())
            .dense("dilation and relu"),
        Starts.images(NHWC)
            .subject(convolution(ConvolutionMode.Same).dataFormat(NHWC).build())
            .dense("NHWC"),
        Starts.images().subject(convolution2d()).dense("by setters"),
        Starts.sequences().subject(sequential(ConvolutionMode.Same).build()).pooled("same"),
        Starts.sequences().subject(sequential(ConvolutionMode.Causal).build()).pooled("causal"),
        Starts.sequences()
            .subject(sequential(ConvolutionMode.Truncate).stride(2).padding(1).build())
            .pooled("stride and padding"),
        Starts.sequences().subject(convolution1d()).pooled("by setters"),
        Starts.images()
            .subject(new Deconvolution2D.Builder(3, 3).stride(2, 2).nOut(5).build())
            .dense("stride"),
        Starts.images()
            .subject(
                new Deconvolution2D.Builder(3, 3)
                    .stride(2, 2)
                    .convolutionMode(ConvolutionMode.Same)
                    .nOut(5)
                    .build())
            .dense("same"),
        depthwise(ConvolutionMode.Same, CNN2DFormat.NCHW).dense("same"),
        depthwise(ConvolutionMode.Truncate, NHWC).dense("NHWC"),
        separable(ConvolutionMode.Same, CNN2DFormat.NCHW).dense("same"),
        separable(ConvolutionMode.Truncate, NHWC).dense("NHWC"),
        Starts.images()
            .subject(
                new LocallyConnected2D.Builder()
                    .kernelSize(3, 3)
                    .stride(1, 1)
                    .setInputSize(Starts.HEIGHT, Starts.WIDTH)
                    .nOut(3)
                    .build())
            .dense("3×3"),
        Starts.sequences()
            .subject(
                new LocallyConnected1D.Builder()
                    .kernelSize(3)
                    .stride(1)
                    .setInputSize(Starts.STEPS)
                    .nOut(3)
                    .build())
            .pooled("width 3"));
  }

  private static ConvolutionLayer.Builder convolution(ConvolutionMode mode) {
    return new ConvolutionLayer.Builder(3, 3).convolutionMode(mode).nOut(5);
  }

  private static Convolution1DLayer.Builder sequential(ConvolutionMode mode) {
    return new Convolution1DLayer.Builder(3).convolutionMode(mode).nOut(5);
  }

  private static Convolution2D convolution2d() {
    Convolution2D layer = new Convolution2D();
    layer.setKernelSize(new int[] {3, 3});
    layer.setStride(new int[] {1, 1});
    layer.setPadding(new int[] {0, 0});
    layer.setNOut(5);
    return layer;
  }

  private static Convolution1D convolution1d() {
    Convolution1D layer = new Convolution1D();
    layer.setKernelSize(new int[] {3, 1});
    layer.setStride(new int[] {1, 1});
    layer.setPadding(new int[] {0, 0});
    layer.setNOut(5);
    return layer;
  }

  private static Chain depthwise(ConvolutionMode mode, CNN2DFormat format) {
    return Starts.images(format)
        .subject(
            new DepthwiseConvolution2D.Builder(3, 3)
                .depthMultiplier(2)
                .convolutionMode(mode)
                .dataFormat(format)
                .build());
  }

  private static Chain separable(ConvolutionMode mode, CNN2DFormat format) {
    return Starts.images(format)
        .subject(
            new SeparableConvolution2D.Builder(3, 3)
                .nOut(5)
                .convolutionMode(mode)
                .dataFormat(format)
                .build());
  }
}
