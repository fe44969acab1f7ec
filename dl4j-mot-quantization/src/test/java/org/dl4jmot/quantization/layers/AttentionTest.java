package org.dl4jmot.quantization.layers;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LearnedSelfAttentionLayer;
import org.deeplearning4j.nn.conf.layers.RecurrentAttentionLayer;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.weights.WeightInit;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.quantization.testing.WholeExport;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.factory.Nd4j;

/** Attention layers, exported and run in the real LiteRT. */
class AttentionTest {
  private static final int SIZE = 6;
  private static final int LENGTH = 5;

  @Test
  void selfAttention() {
    check(
        new SelfAttentionLayer.Builder()
            .nIn(SIZE)
            .nOut(SIZE)
            .nHeads(1)
            .projectInput(false)
            .build());
  }

  @Test
  void selfAttentionOfSeveralHeads() {
    check(
        new SelfAttentionLayer.Builder()
            .nIn(SIZE)
            .nOut(8)
            .nHeads(2)
            .headSize(3)
            .projectInput(true)
            .build());
  }

  @Test
  void learnedQueriesAreRefusedAsDeeplearning4jCannotRunThem() {
    InputType type = InputType.recurrent(SIZE, LENGTH);
    MultiLayerNetwork network =
        network(
            new LearnedSelfAttentionLayer.Builder()
                .nIn(SIZE)
                .nOut(SIZE)
                .nQueries(3)
                .nHeads(1)
                .projectInput(false)
                .build());
    assertThrows(
        RuntimeException.class, () -> network.output(Nd4j.zeros(DataType.FLOAT, 1, SIZE, LENGTH)));
    UnsupportedNetworkException e =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, type));
    assertTrue(e.getMessage().contains("cannot run this layer"), e.getMessage());
  }

  @Test
  void recurrentAttention() {
    check(
        new RecurrentAttentionLayer.Builder()
            .nIn(SIZE)
            .nOut(SIZE)
            .nHeads(1)
            .projectInput(false)
            .activation(Activation.TANH)
            .build());
  }

  @Test
  void recurrentAttentionOfSeveralHeads() {
    check(
        new RecurrentAttentionLayer.Builder()
            .nIn(SIZE)
            .nOut(8)
            .nHeads(2)
            .headSize(4)
            .projectInput(true)
            .hasBias(true)
            .activation(Activation.TANH)
            .build());
  }

  @Test
  void attentionOfOneSequenceToAnother() {
    checkVertex(
        SIZE,
        new AttentionVertex.Builder()
            .nInQueries(SIZE)
            .nInKeys(SIZE)
            .nInValues(SIZE)
            .nOut(SIZE)
            .nHeads(1)
            .projectInput(false)
            .build());
  }

  @Test
  void attentionOfSeveralHeadsOfOneSequenceToAnother() {
    checkVertex(
        4,
        new AttentionVertex.Builder()
            .nInQueries(SIZE)
            .nInKeys(SIZE)
            .nInValues(4)
            .nOut(7)
            .nHeads(2)
            .headSize(3)
            .projectInput(true)
            .weightInit(WeightInit.XAVIER)
            .build());
  }

  private static void check(Layer layer) {
    WholeExport.check(network(layer), InputType.recurrent(SIZE, LENGTH));
  }

  private static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .list()
                .layer(layer)
                .setInputType(InputType.recurrent(SIZE, LENGTH))
                .build());
    network.init();
    return network;
  }

  private static void checkVertex(int values, AttentionVertex vertex) {
    InputType[] types = {
      InputType.recurrent(SIZE, 3),
      InputType.recurrent(SIZE, LENGTH),
      InputType.recurrent(values, LENGTH)
    };
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .graphBuilder()
                .addInputs("queries", "keys", "values")
                .setInputTypes(types)
                .addVertex("attention", vertex, "queries", "keys", "values")
                .setOutputs("attention")
                .build());
    network.init();
    WholeExport.check(network, types);
  }
}
