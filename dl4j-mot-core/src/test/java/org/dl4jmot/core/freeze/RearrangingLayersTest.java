package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.Cnn3DLossLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.Convolution3D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling1D;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * Layers that move values, keep the last word or only wrap another answer as Deeplearning4j does.
 */
class RearrangingLayersTest {
  /** With oneDNN, convolutions read what was cut out of an NHWC image with the wrong strides. */
  @BeforeAll
  static void computeWithoutOneDnn() {
    Nd4j.getEnvironment().allowHelpers(false);
  }

  @AfterAll
  static void allowOneDnnAgain() {
    Nd4j.getEnvironment().allowHelpers(true);
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

  private static Graph check(InputType type, Layer... layers) {
    return Agreement.check(network(type, layers), type);
  }

  private static InputType images(CNN2DFormat format) {
    return InputType.convolutional(6, 8, 4, format);
  }

  private static InputType sequences(RNNFormat format) {
    return InputType.recurrent(3, 7, format);
  }

  /** Deeplearning4j answers with an array it has closed where a layer without weights is last. */
  private static Layer last() {
    return new ActivationLayer(Activation.TANH);
  }

  private static Layer pixels() {
    return new ConvolutionLayer.Builder(1, 1).nOut(2).build();
  }

  private static Stream<DynamicTest> onImages(String name, Layer layer) {
    return Stream.of(CNN2DFormat.values())
        .map(
            format ->
                DynamicTest.dynamicTest(
                    name + " " + format, () -> check(images(format), layer.clone(), pixels())));
  }

  private static Stream<DynamicTest> onSequences(String name, Layer layer) {
    return Stream.of(RNNFormat.values())
        .map(
            format ->
                DynamicTest.dynamicTest(
                    name + " " + format, () -> check(sequences(format), layer.clone(), last())));
  }

  @TestFactory
  Stream<DynamicTest> imagesAreRearranged() {
    return Stream.of(
            onImages("upsampling", new Upsampling2D.Builder(2).build()),
            onImages(
                "uneven upsampling", new Upsampling2D.Builder(1).size(new int[] {3, 1}).build()),
            onImages("cropping", new Cropping2D.Builder(1, 2, 0, 3).build()),
            onImages("zero padding", new ZeroPaddingLayer.Builder(1, 2, 0, 3).build()),
            onImages("space to depth", depth(2)))
        .flatMap(tests -> tests);
  }

  private static Layer depth(int block) {
    return new SpaceToDepthLayer.Builder<>(block, CNN2DFormat.NCHW).build();
  }

  @TestFactory
  Stream<DynamicTest> sequencesAreRearranged() {
    return Stream.of(
            onSequences("upsampling", new Upsampling1D.Builder(3).build()),
            onSequences("cropping", new Cropping1D.Builder(1, 0).build()),
            onSequences("zero padding", new ZeroPadding1DLayer.Builder(2, 1).build()))
        .flatMap(tests -> tests);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void lossesPerPixelSeeTheChannels(CNN2DFormat format) {
    Layer loss =
        new CnnLossLayer.Builder(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .format(format)
            .build();
    Layer convolution =
        new ConvolutionLayer.Builder(1, 1)
            .nOut(5)
            .dataFormat(format)
            .activation(Activation.IDENTITY)
            .build();
    Graph graph = check(images(format), convolution, loss);
    assertEquals(List.of("CONV_2D", "SOFTMAX"), Agreement.operations(graph));
  }

  @ParameterizedTest
  @EnumSource(Convolution3D.DataFormat.class)
  void lossesPerVoxelSeeTheChannels(Convolution3D.DataFormat format) {
    InputType volumes = InputType.convolutional3D(format, 3, 4, 5, 2);
    Layer loss =
        new Cnn3DLossLayer.Builder(format)
            .lossFunction(LossFunction.MCXENT)
            .activation(Activation.SOFTMAX)
            .build();
    Graph graph = check(volumes, loss);
    assertEquals(List.of("SOFTMAX"), Agreement.operations(graph));
  }

  @Test
  void centersAreForTrainingAlone() {
    Layer output =
        new CenterLossOutputLayer.Builder(LossFunction.MCXENT)
            .nOut(3)
            .activation(Activation.SOFTMAX)
            .build();
    Graph graph = check(InputType.feedForward(6), new DenseLayer.Builder().nOut(4).build(), output);
    assertEquals("SOFTMAX", graph.nodes().get(graph.nodes().size() - 1).op().type());
  }

  @Test
  void frozenLayersAreTheLayersInThem() {
    Layer convolution = new ConvolutionLayer.Builder(3, 3).nOut(5).build();
    Layer pixels = new ConvolutionLayer.Builder(1, 1).nOut(2).build();
    Graph graph =
        check(
            images(CNN2DFormat.NCHW),
            new FrozenLayer(convolution),
            new FrozenLayerWithBackprop(pixels));
    assertEquals(2, Agreement.operations(graph).stream().filter("CONV_2D"::equals).count());
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void blocksBecomeImagesOfALargerBatch(CNN2DFormat format) {
    InputType type = images(format);
    Layer blocks =
        new SpaceToBatchLayer.Builder<>(new int[] {2, 3}, new int[][] {{0, 0}, {1, 0}})
            .dataFormat(format)
            .build();
    MultiLayerNetwork network = network(type, blocks, last());
    FrozenNetwork frozen = Freezer.freeze(network, type);
    INDArray input = Nd4j.rand(frozen.inputs().get(0).batchShape(1));
    float[] values = frozen.inputs().get(0).sample(input, 0);
    INDArray answers = network.output(input);
    float[] result = Runs.run(frozen.graph(), values).get(frozen.graph().outputs().get(0).tensor());
    assertEquals(6, frozen.graph().outputTensors().get(0).shape().dim(0));
    assertArrayEquals(frozen.outputs().get(0).sample(answers, 0), result, 1e-6f);
  }
}
