package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.FEATURES_FIRST;
import static org.dl4jmot.examples.random.Types.SEQUENCE;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution1DLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;

/**
 * Layers that move windows along sequences. Upsampling, padding and cropping of 1.0.0-M2.1 take
 * their results for features first, whatever they are fed; pooling fails on others, and where it
 * pads.
 */
final class SequenceFilters {
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("conv1d", SEQUENCE, SequenceFilters::convolution),
          new LayerKind("pool1d", FEATURES_FIRST, SequenceFilters::pooling),
          new LayerKind("upsample1d", FEATURES_FIRST, SequenceFilters::upsampling),
          new LayerKind("pad1d", FEATURES_FIRST, SequenceFilters::padding),
          new LayerKind("crop1d", FEATURES_FIRST, SequenceFilters::cropping));

  private SequenceFilters() {}

  private static Layer convolution(Draw draw, InputType input) {
    ConvolutionMode mode =
        draw.of(ConvolutionMode.Same, ConvolutionMode.Truncate, ConvolutionMode.Causal);
    int kernel = draw.between(1, 3);
    return new Convolution1DLayer.Builder(kernel)
        .stride(Math.min(draw.of(1, 1, 2), kernel))
        // Native conv1d fails where it is dilated and not causal.
        .dilation(mode == ConvolutionMode.Causal ? draw.between(1, 2) : 1)
        .convolutionMode(mode)
        .padding(mode == ConvolutionMode.Truncate ? draw.between(0, 1) : 0)
        .hasBias(draw.chance(0.8))
        .nOut(draw.between(1, 5))
        .activation(Functions.of(draw))
        .build();
  }

  private static Layer pooling(Draw draw, InputType input) {
    boolean same = draw.chance(0.4);
    int kernel = draw.between(2, 3);
    PoolingType type = draw.of(PoolingType.MAX, PoolingType.AVG, PoolingType.PNORM);
    return new Subsampling1DLayer.Builder(type, kernel)
        .stride(draw.between(1, 2))
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .pnorm(draw.between(1, 3))
        .build();
  }

  private static Layer upsampling(Draw draw, InputType input) {
    return new Upsampling1D.Builder(draw.between(2, 3)).build();
  }

  private static Layer padding(Draw draw, InputType input) {
    return new ZeroPadding1DLayer.Builder(draw.between(0, 2), draw.between(0, 2)).build();
  }

  private static Layer cropping(Draw draw, InputType input) {
    return new Cropping1D.Builder(draw.between(0, 1), draw.between(0, 1)).build();
  }
}
