package org.dl4jmot.examples.networks;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.factory.Nd4j;

class ArchitecturesTest {
  @Test
  void lenetBnHasTheParametersOfTheReference() {
    MultiLayerNetwork network = new MultiLayerNetwork(Architectures.lenetBn(1));
    network.init();

    assertEquals(215_562, network.numParams());
  }

  @Test
  void depthwiseSeparableHasTheParametersOfTheReference() {
    MultiLayerNetwork network = new MultiLayerNetwork(Architectures.depthwiseSeparable(1));
    network.init();

    assertEquals(37_706, network.numParams());
  }

  @Test
  void residualGivesTenProbabilities() {
    ComputationGraph network = new ComputationGraph(Architectures.residual(1));
    network.init();

    assertArrayEquals(new long[] {2, 10}, network.outputSingle(Nd4j.rand(2, 1, 28, 28)).shape());
  }

  @Test
  void seedDecidesTheInitialWeights() {
    MultiLayerNetwork network = new MultiLayerNetwork(Architectures.lenetBn(1));
    network.init();
    MultiLayerNetwork same = new MultiLayerNetwork(Architectures.lenetBn(1));
    same.init();

    assertEquals(network.params(), same.params());
  }
}
