package org.dl4jmot.examples.random;

import static org.dl4jmot.examples.random.Types.VOLUME;

import java.util.List;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;

/** Layers of volumes. */
final class VolumeLayers {
  static final List<LayerKind> ALL =
      List.of(
          new LayerKind("conv3d", VOLUME, VolumeLayers::convolution),
          new LayerKind("deconv3d", VOLUME, VolumeLayers::deconvolution),
          new LayerKind("pool3d", VOLUME, VolumeLayers::pooling),
          new LayerKind("upsample3d", VOLUME, VolumeLayers::upsampling),
          new LayerKind("pad3d", VOLUME, VolumeLayers::padding),
          new LayerKind("crop3d", VOLUME, VolumeLayers::cropping));

  private VolumeLayers() {}

  private static Convolution3D.DataFormat format(InputType input) {
    return ((InputType.InputTypeConvolutional3D) input).getDataFormat();
  }

  private static int[] triple(Draw draw, int least, int most) {
    return new int[] {
      draw.between(least, most), draw.between(least, most), draw.between(least, most)
    };
  }

  private static Layer convolution(Draw draw, InputType input) {
    boolean same = draw.chance(0.4);
    int[] kernel = triple(draw, 1, 2);
    return new Convolution3D.Builder(kernel)
        // Deeplearning4j counts the cells of larger strides otherwise than it computes them.
        .stride(1, 1, 1)
        .convolutionMode(same ? ConvolutionMode.Same : ConvolutionMode.Truncate)
        .dataFormat(format(input))
        .hasBias(draw.chance(0.8))
        .nOut(draw.between(1, 3))
        .activation(Functions.of(draw))
        .build();
  }

  // Of windows that are no cubes Deeplearning4j mixes up the sizes of the result.
  private static int[] cube(Draw draw, int most) {
    int edge = draw.between(1, most);
    return new int[] {edge, edge, edge};
  }

  private static Layer deconvolution(Draw draw, InputType input) {
    return new Deconvolution3D.Builder()
        .kernelSize(cube(draw, 2))
        .stride(1, 1, 1)
        .dataFormat(format(input))
        .hasBias(draw.chance(0.8))
        .nOut(draw.between(1, 3))
        .activation(Functions.of(draw))
        .build();
  }

  private static Layer pooling(Draw draw, InputType input) {
    return new Subsampling3DLayer.Builder(
            draw.of(Subsampling3DLayer.PoolingType.MAX, Subsampling3DLayer.PoolingType.AVG),
            cube(draw, 2),
            cube(draw, 2))
        .dataFormat(format(input))
        .build();
  }

  private static Layer upsampling(Draw draw, InputType input) {
    return new Upsampling3D.Builder(draw.between(1, 2)).dataFormat(format(input)).build();
  }

  private static Layer padding(Draw draw, InputType input) {
    return new ZeroPadding3DLayer.Builder(triple(draw, 0, 1)).build();
  }

  private static Layer cropping(Draw draw, InputType input) {
    return new Cropping3D.Builder(draw.between(0, 1), draw.between(0, 1), draw.between(0, 1))
        .build();
  }
}
