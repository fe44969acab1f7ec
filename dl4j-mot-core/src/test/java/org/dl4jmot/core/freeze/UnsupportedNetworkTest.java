package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.Subsampling1DLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** What cannot be exported fails once, before any work, with all of it listed. */
class UnsupportedNetworkTest {
  private static MultiLayerNetwork network(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    return network;
  }

  /** Deeplearning4j counts one step behind it, and fails as it runs. */
  @Test
  void windowThatDoesNotFitIsReportedWithItsLayer() {
    InputType type = InputType.recurrent(4, 2);
    MultiLayerNetwork network =
        network(
            type,
            new Subsampling1DLayer.Builder(Subsampling1DLayer.PoolingType.MAX, 3)
                .stride(2)
                .convolutionMode(ConvolutionMode.Truncate)
                .name("pool")
                .build());
    UnsupportedNetworkException error =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, type));
    assertTrue(error.getMessage().contains("'pool'"), error.getMessage());
    assertTrue(error.getMessage().contains("does not fit"), error.getMessage());
  }

  /** A function of the user's own: a subclass may compute anything. */
  public static final class OwnCube extends ActivationCube {
    private static final long serialVersionUID = 1;
  }

  private static DenseLayer dense(String name, Activation activation) {
    return new DenseLayer.Builder().name(name).nOut(4).activation(activation).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MSE).nOut(2).activation(Activation.TANH).build();
  }

  private static List<String> names(Model model, InputType... types) {
    UnsupportedNetworkException e =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(model, types));
    for (UnsupportedNetworkException.Item item : e.items()) {
      assertTrue(e.getMessage().contains(item.toString()), e.getMessage());
    }
    return e.items().stream().map(item -> item.name() + " " + item.type()).toList();
  }

  @Test
  void everyUnsupportedLayerVertexAndActivationIsListedAtOnce() {
    ComputationGraph graph =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("image")
                .addLayer(
                    "deconv",
                    new Deconvolution2D.Builder(2, 2).nOut(2).activation(Activation.RELU).build(),
                    "image")
                .addLayer("up", new Upsampling2D.Builder(2).build(), "deconv")
                .addLayer(
                    "conv",
                    new ConvolutionLayer.Builder(2, 2).nOut(2).activation(new OwnCube()).build(),
                    "image")
                .addLayer(
                    "frozen",
                    new FrozenLayer(
                        new ConvolutionLayer.Builder(2, 2)
                            .nOut(2)
                            .activation(Activation.RELU)
                            .build()),
                    "image")
                .addLayer("pool", new SubsamplingLayer.Builder(PoolingType.SUM).build(), "image")
                .addLayer("global", new GlobalPoolingLayer(PoolingType.AVG), "image")
                .addVertex(
                    "product",
                    new ElementWiseVertex(ElementWiseVertex.Op.Product),
                    "conv",
                    "frozen")
                .addVertex("norm", new L2NormalizeVertex(), "global")
                .addLayer("out", output(), "norm")
                .setOutputs("out", "product", "up", "pool")
                .setInputTypes(InputType.convolutional(6, 6, 2))
                .build());
    graph.init();
    List<String> listed = names(graph, InputType.convolutional(6, 6, 2));
    assertEquals(
        List.of("conv ConvolutionLayer", "pool SubsamplingLayer"),
        listed.stream().sorted().toList());
  }

  @Test
  void frozenLayersAreWhatTheyWrap() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(3),
            new FrozenLayer(dense("frozen", Activation.RELU)),
            new FrozenLayerWithBackprop(dense("half", Activation.TANH)),
            output());
    Agreement.check(RandomParameters.fill(network, 4));
  }

  @Test
  void imagesOfUnknownSizeAskForTheirInputType() {
    MultiLayerNetwork network =
        network(
            InputType.convolutional(8, 8, 2),
            new ConvolutionLayer.Builder(3, 3).nOut(2).activation(Activation.RELU).build(),
            new GlobalPoolingLayer(PoolingType.AVG),
            output());
    UnsupportedNetworkException e =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network));
    assertTrue(e.getMessage().contains("InputType.convolutional("), e.getMessage());
    assertEquals(
        "[1, 8, 8, 2]",
        Freezer.freeze(network, InputType.convolutional(8, 8, 2))
            .inputs()
            .get(0)
            .shape()
            .toString());
  }

  @Test
  void anotherNumberOfInputTypesIsRefused() {
    MultiLayerNetwork network =
        network(InputType.feedForward(3), dense("dense", Activation.RELU), output());
    InputType type = InputType.feedForward(3);
    assertThrows(IllegalArgumentException.class, () -> Freezer.freeze(network, type, type));
  }

  @Test
  void inputTypeThatDoesNotFitIsExplained() {
    MultiLayerNetwork network =
        network(InputType.feedForward(3), dense("dense", Activation.RELU), output());
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () -> Freezer.freeze(network, InputType.feedForward(4)));
    assertTrue(e.getMessage().contains("takes 3 values but is fed 4"), e.getMessage());
  }

  @Test
  void everyParameterThatIsNotFiniteIsListed() {
    MultiLayerNetwork network =
        network(
            InputType.feedForward(3),
            dense("first", Activation.RELU),
            dense("second", Activation.RELU),
            output());
    network.getLayer(0).getParam("W").putScalar(1, Double.NaN);
    network.getLayer(1).getParam("b").putScalar(0, Double.POSITIVE_INFINITY);
    network.getLayer(1).getParam("b").putScalar(2, Double.NEGATIVE_INFINITY);
    NonFiniteParametersException e =
        assertThrows(NonFiniteParametersException.class, () -> Freezer.freeze(network));
    assertTrue(e.getMessage().contains("layer 'first', parameter W: 1 of 12"), e.getMessage());
    assertTrue(e.getMessage().contains("layer 'second', parameter b: 2 of 4"), e.getMessage());
  }
}
