package org.dl4jmot.quantization.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Deconvolution3D;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling3DLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.quantization.testing.WholeExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;

/** Layers on volumes, exported and run in the real LiteRT. */
class VolumeLayersTest {
  @ParameterizedTest
  @CsvSource({
    "NCDHW, Same, 1, 0",
    "NDHWC, Same, 2, 0",
    "NCDHW, Truncate, 1, 0",
    "NDHWC, Truncate, 2, 1"
  })
  void convolutions(DataFormat format, ConvolutionMode mode, int stride, int padding) {
    check(
        format,
        new Convolution3D.Builder(2, 3, 2)
            .dataFormat(format)
            .convolutionMode(mode)
            .stride(stride, stride, stride)
            .padding(padding, padding, padding)
            .nOut(4)
            .activation(Activation.RELU)
            .build());
  }

  @Test
  void convolutionsOfUnequalStepsAndWithoutBias() {
    check(
        DataFormat.NCDHW,
        new Convolution3D.Builder(1, 2, 3)
            .stride(2, 1, 3)
            .hasBias(false)
            .nOut(4)
            .activation(Activation.TANH)
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "NCDHW, Same, 2, 1, 0", "NDHWC, Same, 3, 1, 0", "NCDHW, Truncate, 1, 1, 0",
    "NDHWC, Truncate, 2, 1, 0", "NCDHW, Truncate, 3, 1, 1", "NCDHW, Truncate, 1, 2, 1"
  })
  void deconvolutions(
      DataFormat format, ConvolutionMode mode, int stride, int dilation, int padding) {
    check(
        format,
        new Deconvolution3D.Builder()
            .kernelSize(2, 3, 2)
            .dataFormat(format)
            .convolutionMode(mode)
            .stride(stride, stride, stride)
            .dilation(dilation, dilation, dilation)
            .padding(padding, padding, padding)
            .nOut(2)
            .activation(Activation.TANH)
            .build());
  }

  @ParameterizedTest
  @CsvSource({
    "NCDHW, MAX, Same, 0", "NDHWC, MAX, Truncate, 0", "NCDHW, MAX, Truncate, 1",
    "NCDHW, AVG, Same, 0", "NDHWC, AVG, Truncate, 0", "NCDHW, AVG, Truncate, 1",
    "NCDHW, PNORM, Same, 0"
  })
  void pooling(DataFormat format, PoolingType type, ConvolutionMode mode, int padding) {
    check(
        format,
        new Subsampling3DLayer.Builder(type)
            .dataFormat(format)
            .convolutionMode(mode)
            .kernelSize(2, 3, 2)
            .stride(2, 1, 2)
            .padding(padding, padding, padding)
            .build());
  }

  @ParameterizedTest
  @CsvSource({"NCDHW", "NDHWC"})
  void losses(DataFormat format) {
    check(format, new Cnn3DLossLayer.Builder(format).activation(Activation.SOFTMAX).build());
  }

  @ParameterizedTest
  @CsvSource({"NCDHW", "NDHWC"})
  void upsampling(DataFormat format) {
    check(format, new Upsampling3D.Builder().size(new int[] {2, 3, 1}).dataFormat(format).build());
  }

  @Test
  void zeroPaddingAndCropping() {
    check(DataFormat.NCDHW, new ZeroPadding3DLayer.Builder(1, 2, 0, 1, 3, 0).build());
    check(DataFormat.NCDHW, new Cropping3D.Builder(1, 0, 0, 2, 1, 1).build());
  }

  @Test
  void croppingChannelsLastVolumesIsRefusedAsDeeplearning4jCropsOtherAxes() {
    MultiLayerNetwork network =
        network(new Cropping3D.Builder(1, 0, 0, 1, 0, 0).build(), DataFormat.NCDHW);
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () -> Freezer.freeze(network, volume(DataFormat.NDHWC)));
    assertTrue(e.getMessage().contains("expects NCDHW volumes"), e.getMessage());
  }

  private static void check(DataFormat format, Layer layer) {
    WholeExport.check(network(layer, format), volume(format));
  }

  private static InputType volume(DataFormat format) {
    return InputType.convolutional3D(format, 4, 6, 5, 3);
  }

  private static MultiLayerNetwork network(Layer layer, DataFormat format) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(9)
                .list()
                .layer(layer)
                .setInputType(volume(format))
                .build());
    network.init();
    return network;
  }
}
