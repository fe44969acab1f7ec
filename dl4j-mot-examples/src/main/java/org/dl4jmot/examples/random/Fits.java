package org.dl4jmot.examples.random;

import static java.util.Map.entry;

import java.util.Map;
import java.util.function.BiConsumer;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeConvolutional3D;
import org.deeplearning4j.nn.conf.inputs.InputType.InputTypeRecurrent;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;

/** Whether windows fit what they move over, which Deeplearning4j asks of few layers. */
final class Fits {
  private static final Map<Class<? extends Layer>, BiConsumer<Layer, InputType>> CHECKS =
      Map.ofEntries(
          check(ConvolutionLayer.class, Fits::filter),
          check(DepthwiseConvolution2D.class, Fits::filter),
          check(SeparableConvolution2D.class, Fits::filter),
          check(Deconvolution2D.class, Fits::filter),
          check(SubsamplingLayer.class, Fits::pool),
          check(SpaceToDepthLayer.class, Fits::blocks),
          check(Convolution1DLayer.class, Fits::filterOfSteps),
          check(Subsampling1DLayer.class, Fits::poolOfSteps),
          check(Convolution3D.class, Fits::filterOfVolume));

  private Fits() {}

  private static <L extends Layer>
      Map.Entry<Class<? extends Layer>, BiConsumer<Layer, InputType>> check(
          Class<L> type, BiConsumer<? super L, InputType> check) {
    return entry(type, (layer, input) -> check.accept(type.cast(layer), input));
  }

  /**
   * Asks whether a layer fits.
   *
   * @throws IllegalArgumentException if it does not
   */
  static void require(Layer layer, InputType input) {
    CHECKS.getOrDefault(layer.getClass(), (any, fed) -> {}).accept(layer, input);
  }

  private static void filter(ConvolutionLayer layer, InputType input) {
    window(
        layer.getConvolutionMode(),
        layer.getKernelSize(),
        layer.getDilation(),
        layer.getPadding(),
        (InputTypeConvolutional) input);
  }

  private static void pool(SubsamplingLayer layer, InputType input) {
    window(
        layer.getConvolutionMode(),
        layer.getKernelSize(),
        layer.getDilation(),
        layer.getPadding(),
        (InputTypeConvolutional) input);
  }

  private static void window(
      ConvolutionMode mode,
      int[] kernel,
      int[] dilation,
      int[] padding,
      InputTypeConvolutional image) {
    if (mode == ConvolutionMode.Truncate) {
      long[] sizes = {image.getHeight(), image.getWidth()};
      for (int axis = 0; axis < sizes.length; axis++) {
        int cells = (kernel[axis] - 1) * dilation[axis] + 1;
        requireCells(cells, sizes[axis] + 2L * padding[axis]);
      }
    }
  }

  private static void blocks(SpaceToDepthLayer layer, InputType input) {
    InputTypeConvolutional image = (InputTypeConvolutional) input;
    int size = layer.getBlockSize();
    if (image.getHeight() % size != 0 || image.getWidth() % size != 0) {
      throw new IllegalArgumentException("blocks do not fill the image");
    }
  }

  private static void filterOfSteps(Convolution1DLayer layer, InputType input) {
    if (layer.getConvolutionMode() == ConvolutionMode.Truncate) {
      int cells = (layer.getKernelSize()[0] - 1) * layer.getDilation()[0] + 1;
      requireCells(cells, steps(input) + 2L * layer.getPadding()[0]);
    }
  }

  private static void poolOfSteps(Subsampling1DLayer layer, InputType input) {
    if (layer.getConvolutionMode() == ConvolutionMode.Truncate) {
      requireCells(layer.getKernelSize()[0], steps(input));
    }
  }

  private static long steps(InputType input) {
    return ((InputTypeRecurrent) input).getTimeSeriesLength();
  }

  private static void filterOfVolume(Convolution3D layer, InputType input) {
    if (layer.getConvolutionMode() != ConvolutionMode.Same) {
      InputTypeConvolutional3D volume = (InputTypeConvolutional3D) input;
      long[] sizes = {volume.getDepth(), volume.getHeight(), volume.getWidth()};
      for (int axis = 0; axis < sizes.length; axis++) {
        requireCells(layer.getKernelSize()[axis], sizes[axis]);
      }
    }
  }

  private static void requireCells(int wanted, long given) {
    if (wanted > given) {
      throw new IllegalArgumentException("filter of " + wanted + " cells for " + given);
    }
  }
}
