package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Every activation function, frozen and lowered, answers as ND4J does, in LiteRT too. */
class ActivationFreezeTest {
  private static final int FEATURES = 40;

  static Stream<IActivation> functions() {
    return Stream.of(
        new ActivationCube(),
        new ActivationELU(),
        new ActivationELU(0.5),
        new ActivationELU(2.5),
        new ActivationGELU(),
        new ActivationGELU(true),
        new ActivationHardSigmoid(),
        new ActivationHardTanH(),
        new ActivationIdentity(),
        new ActivationLReLU(),
        new ActivationLReLU(0.3),
        new ActivationLReLU(-0.3),
        new ActivationMish(),
        new ActivationRationalTanh(),
        new ActivationRectifiedTanh(),
        new ActivationReLU(),
        new ActivationReLU(6.0, null, null),
        new ActivationReLU(1.5, null, null),
        new ActivationReLU(1.5, null, 0.1),
        new ActivationReLU(null, null, 0.1),
        new ActivationReLU(null, 0.5, null),
        new ActivationReLU(null, -0.5, 0.1),
        new ActivationReLU(1.5, 0.5, 0.1),
        new ActivationReLU(1.5, 0.5, null),
        new ActivationReLU6(),
        new ActivationRReLU(),
        new ActivationRReLU(-0.3, 0.1),
        new ActivationRReLU(-0.1, 0.1),
        new ActivationSELU(),
        new ActivationSigmoid(),
        new ActivationSoftmax(),
        new ActivationSoftPlus(),
        new ActivationSoftSign(),
        new ActivationSwish(),
        new ActivationTanH(),
        new ActivationThresholdedReLU(),
        new ActivationThresholdedReLU(0.3),
        new ActivationThresholdedReLU(-0.5));
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

  @ParameterizedTest
  @MethodSource("functions")
  void agreesOnAVector(IActivation function) {
    InputType vector = InputType.feedForward(FEATURES);
    Agreement.check(network(vector, new ActivationLayer(function)), vector);
  }

  @ParameterizedTest
  @MethodSource("functions")
  void agreesBetweenLayers(IActivation function) {
    InputType images = InputType.convolutional(6, 5, 3, CNN2DFormat.NHWC);
    Layer convolution =
        new ConvolutionLayer.Builder(3, 3)
            .nOut(8)
            .activation(function)
            .dataFormat(CNN2DFormat.NHWC)
            .build();
    Layer dense = new DenseLayer.Builder().nOut(7).activation(Activation.IDENTITY).build();
    Agreement.check(network(images, convolution, dense), images);
  }

  @Test
  void softmaxIsTakenAlongTheWidthOfNchwImagesAsDeeplearning4jDoes() {
    InputType images = InputType.convolutional(4, 5, 3, CNN2DFormat.NCHW);
    Graph graph =
        Agreement.check(network(images, new ActivationLayer(new ActivationSoftmax())), images);
    assertEquals(List.of("TRANSPOSE", "SOFTMAX", "TRANSPOSE"), Agreement.operations(graph));
  }

  @Test
  void softmaxIsTakenAlongTheTimeOfNcwSequencesAsDeeplearning4jDoes() {
    InputType sequences = InputType.recurrent(3, 5);
    Agreement.check(network(sequences, new ActivationLayer(new ActivationSoftmax())), sequences);
  }

  @Test
  void everyFunctionOfNd4jIsTried() {
    Set<Class<?>> tried = functions().map(IActivation::getClass).collect(Collectors.toSet());
    List<String> missing =
        Arrays.stream(Activation.values())
            .map(Activation::getActivationFunction)
            .filter(function -> !tried.contains(function.getClass()))
            .map(function -> function.getClass().getSimpleName())
            .toList();
    assertEquals(List.of(), missing);
  }

  @Test
  void clampsDisappearInTheLayersAroundThem() {
    InputType vector = InputType.feedForward(FEATURES);
    Layer first = new DenseLayer.Builder().nOut(9).activation(Activation.HARDSIGMOID).build();
    Layer second = new DenseLayer.Builder().nOut(4).activation(Activation.HARDTANH).build();
    Graph graph = Agreement.check(network(vector, first, second), vector);
    assertEquals(List.of("FULLY_CONNECTED", "FULLY_CONNECTED"), Agreement.operations(graph));
  }

  @Test
  void softPlusAndMishDoNotOverflow() {
    InputType vector = InputType.feedForward(3);
    for (IActivation function : List.of(new ActivationSoftPlus(), new ActivationMish())) {
      Graph graph = Freezer.freeze(network(vector, new ActivationLayer(function)), vector).graph();
      float[] result =
          Runs.run(graph, new float[] {-200, 0, 200}).get(graph.outputs().get(0).tensor());
      assertEquals(0, result[0], 0f, function.toString());
      assertEquals(200, result[2], function.toString());
    }
  }
}
