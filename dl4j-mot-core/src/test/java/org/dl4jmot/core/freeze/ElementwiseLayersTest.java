package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.misc.ElementWiseMultiplicationLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Trained slopes, factors per feature, local response normalization and global pooling answer as
 * Deeplearning4j does, in LiteRT too.
 */
class ElementwiseLayersTest {
  private static final int CHANNELS = 6;

  private static MultiLayerNetwork network(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    return RandomParameters.fill(network, 5);
  }

  private static InputType images(CNN2DFormat format) {
    return InputType.convolutional(5, 4, CHANNELS, format);
  }

  private static Graph check(InputType type, Layer... layers) {
    return Agreement.check(network(type, layers), type);
  }

  @TestFactory
  Stream<DynamicTest> slopesAgreeWhateverAxesShareThem() {
    long[][] shared = {{}, {1}, {2, 3}, {1, 2, 3}, {3}};
    return Stream.of(CNN2DFormat.values())
        .flatMap(
            format ->
                Stream.of(shared)
                    .map(
                        axes ->
                            DynamicTest.dynamicTest(
                                format + " " + Arrays.toString(axes),
                                () -> checkSlopes(format, axes))));
  }

  private static void checkSlopes(CNN2DFormat format, long[] axes) {
    long[] sample =
        format == CNN2DFormat.NCHW ? new long[] {CHANNELS, 5, 4} : new long[] {5, 4, CHANNELS};
    PReLULayer.Builder layer = new PReLULayer.Builder().inputShape(sample);
    if (axes.length > 0) {
      layer.sharedAxes(axes);
    }
    Graph graph = check(images(format), layer.build());
    assertEquals(List.of("PRELU"), Agreement.operations(graph));
  }

  @Test
  void slopesOfVectorsAndSequencesAgree() {
    check(InputType.feedForward(9), new PReLULayer.Builder().inputShape(9).build());
    check(InputType.feedForward(9), new PReLULayer.Builder().inputShape(9).sharedAxes(1).build());
    check(
        InputType.recurrent(3, 7), new PReLULayer.Builder().inputShape(3, 7).sharedAxes(2).build());
  }

  @Test
  void slopesOfAnActivationFunctionAgree() {
    INDArray slopes = Nd4j.createFromArray(0.1f, -0.2f, 0.3f, 0.4f, 0.5f, 1.5f);
    for (CNN2DFormat format : CNN2DFormat.values()) {
      boolean channelsFirst = format == CNN2DFormat.NCHW;
      INDArray shaped = channelsFirst ? slopes.reshape(6, 1, 1) : slopes.reshape(1, 1, 6);
      long[] shared = channelsFirst ? new long[] {2, 3} : new long[] {1, 2};
      check(images(format), new ActivationLayer(new ActivationPReLU(shaped, shared)));
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"IDENTITY", "RELU", "SIGMOID", "SWISH"})
  void factorsPerFeatureAgree(Activation activation) {
    check(
        InputType.feedForward(9),
        new ElementWiseMultiplicationLayer.Builder().nIn(9).nOut(9).activation(activation).build());
  }

  @Test
  void factorsPerFeatureDisappearInALayerBesideThem() {
    Graph graph =
        check(
            InputType.feedForward(9),
            new DenseLayer.Builder().nOut(8).activation(Activation.IDENTITY).build(),
            new ElementWiseMultiplicationLayer.Builder()
                .nIn(8)
                .nOut(8)
                .activation(Activation.RELU)
                .build());
    assertEquals(List.of("FULLY_CONNECTED"), Agreement.operations(graph));
  }

  @ParameterizedTest
  @CsvSource({
    "5, 2, 1e-4, 0.75",
    "3, 1, 0.5, 0.5",
    "1, 1, 1, 1",
    "4, 0.5, 0.1, 0.3",
    "11, 2, 0.2, 0.75"
  })
  void localResponseNormalizationAgrees(double n, double k, double alpha, double beta) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      Layer layer =
          new LocalResponseNormalization.Builder().n(n).k(k).alpha(alpha).beta(beta).build();
      Graph graph = check(images(format), layer);
      assertEquals(List.of("LOCAL_RESPONSE_NORMALIZATION"), Agreement.operations(graph));
    }
  }

  private static GlobalPoolingLayer.Builder pooling(PoolingType type) {
    return new GlobalPoolingLayer.Builder(type).pnorm(3);
  }

  private static Layer identity() {
    return new ActivationLayer(Activation.IDENTITY);
  }

  @ParameterizedTest
  @EnumSource
  void globalPoolingOfImagesAgrees(PoolingType type) {
    for (CNN2DFormat format : CNN2DFormat.values()) {
      check(images(format), identity(), pooling(type).build());
    }
    check(images(CNN2DFormat.NCHW), identity(), pooling(type).collapseDimensions(false).build());
  }

  @ParameterizedTest
  @EnumSource
  void globalPoolingOfSequencesAgrees(PoolingType type) {
    check(InputType.recurrent(CHANNELS, 7), identity(), pooling(type).build());
    check(
        InputType.recurrent(CHANNELS, 7, RNNFormat.NWC),
        identity(),
        pooling(type).poolingDimensions(1).build());
  }

  @Test
  void pooledSequencesFeedADenseLayer() {
    Layer dense = new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build();
    check(InputType.recurrent(CHANNELS, 7), identity(), pooling(PoolingType.AVG).build(), dense);
  }

  @ParameterizedTest
  @EnumSource
  void globalPoolingOfVolumesAgrees(PoolingType type) {
    InputType volumes =
        InputType.convolutional3D(Convolution3D.DataFormat.NCDHW, 3, 4, 5, CHANNELS);
    check(volumes, identity(), pooling(type).build());
  }

  @Test
  void theEuclideanNormIsASquareRoot() {
    Layer pooling = new GlobalPoolingLayer.Builder(PoolingType.PNORM).pnorm(2).build();
    Graph graph = check(images(CNN2DFormat.NHWC), pooling);
    assertEquals(List.of("MUL", "SUM", "SQRT"), Agreement.operations(graph));
  }
}
