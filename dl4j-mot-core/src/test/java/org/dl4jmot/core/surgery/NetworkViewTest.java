package org.dl4jmot.core.surgery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.MultiDataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

class NetworkViewTest {
  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build();
  }

  private static MultiLayerNetwork multiLayer() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(dense())
                .layer(dense())
                .layer(new ActivationLayer(Activation.SOFTMAX))
                .layer(new LossLayer.Builder().build())
                .setInputType(InputType.feedForward(4))
                .build());
    network.init();
    return network;
  }

  private static ComputationGraph graph() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .updater(new Adam(0.01))
                .graphBuilder()
                .addInputs("x", "y")
                .setInputTypes(InputType.feedForward(4), InputType.feedForward(2))
                .addLayer("left", dense(), "x")
                .addVertex("both", new MergeVertex(), "left", "y")
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "both")
                .addLayer("side", dense(), "left")
                .addLayer("softmax", new ActivationLayer(Activation.SOFTMAX), "side")
                .addLayer("loss", new LossLayer.Builder().build(), "softmax")
                .setOutputs("out", "loss")
                .build());
    network.init();
    return network;
  }

  @Test
  void outputLayersAreFoundBehindLossAndActivation() {
    assertEquals(Set.of("layer1"), NetworkView.of(multiLayer()).outputLayers());
    assertEquals(Set.of("out", "side"), NetworkView.of(graph()).outputLayers());
  }

  @Test
  void layersComeInTheirOrderWithoutOtherVertices() {
    List<String> names =
        NetworkView.of(graph()).layers().stream().map(NetworkLayer::name).sorted().toList();

    assertEquals(List.of("left", "loss", "out", "side", "softmax"), names);
    assertEquals("left", NetworkView.of(graph()).layers().get(0).name());
  }

  @Test
  void aLayerReadsWhatTheVerticesBeforeItGive() {
    ComputationGraph network = graph();
    INDArray x = Nd4j.rand(5, 4);
    INDArray y = Nd4j.rand(5, 2);

    INDArray merged = NetworkView.of(network).inputOf("out", x, y);

    INDArray left = network.feedForward(new INDArray[] {x, y}, false).get("left");
    assertEquals(Nd4j.concat(1, left, y), merged);
    assertSame(x, NetworkView.of(network).inputOf("left", x, y));
  }

  @Test
  void aCopyIsIndependent() {
    ComputationGraph network = graph();
    ComputationGraph copy = (ComputationGraph) NetworkView.of(network).copy().network();

    copy.params().addi(1);

    assertNotSame(network.params(), copy.params());
    assertEquals(network.params().add(1), copy.params());
  }

  /** ComputationGraph.clone of 1.0.0-M2.1 would join channels-last images by their rows. */
  @Test
  void aCopyKeepsTheAxisOfMergeVertices() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("x")
                .setInputTypes(InputType.convolutional(4, 4, 3, CNN2DFormat.NHWC))
                .addLayer("left", convolution(), "x")
                .addLayer("right", convolution(), "x")
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("out", new OutputLayer.Builder().nOut(2).build(), "both")
                .setOutputs("out")
                .build());
    network.init();
    INDArray input = Nd4j.rand(2, 4, 4, 3);

    ComputationGraph copy = (ComputationGraph) NetworkView.of(network).copy().network();

    assertEquals(network.outputSingle(input), copy.outputSingle(input));
  }

  private static ConvolutionLayer convolution() {
    return new ConvolutionLayer.Builder(1, 1).nOut(2).dataFormat(CNN2DFormat.NHWC).build();
  }

  @Test
  void aCopyGoesOnTrainingLikeTheOriginal() {
    ComputationGraph network = graph();
    MultiDataSet data =
        new MultiDataSet(
            new INDArray[] {Nd4j.rand(5, 4), Nd4j.rand(5, 2)},
            new INDArray[] {Nd4j.rand(5, 2), Nd4j.rand(5, 3)});
    network.fit(data);
    ComputationGraph copy = (ComputationGraph) NetworkView.of(network).copy().network();

    network.fit(data);
    copy.fit(data);

    assertEquals(network.params(), copy.params());
    assertEquals(network.getIterationCount(), copy.getIterationCount());
  }

  @Test
  void anUnknownLayerIsNamed() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NetworkView.of(multiLayer()).inputOf("nowhere", Nd4j.rand(1, 4)));
  }
}
