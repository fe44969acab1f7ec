package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.Layout;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.runtime.tensor.Shape;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class SequenceAndVolumeTest {
  @ParameterizedTest
  @EnumSource(RNNFormat.class)
  void sequencesOfEitherFormatGoInAndOut(RNNFormat format) {
    Agreement.check(activation(Activation.TANH), InputType.recurrent(3, 5, format));
  }

  @ParameterizedTest
  @EnumSource(DataFormat.class)
  void volumesOfEitherFormatGoInAndOut(DataFormat format) {
    Agreement.check(activation(Activation.SIGMOID), InputType.convolutional3D(format, 2, 3, 4, 5));
  }

  @Test
  void softmaxIsTakenAlongDeeplearning4jsLastAxis() {
    Agreement.check(activation(Activation.SOFTMAX), InputType.recurrent(3, 5, RNNFormat.NWC));
    Agreement.check(activation(Activation.SOFTMAX), InputType.recurrent(3, 5, RNNFormat.NCW));
    Agreement.check(activation(Activation.SOFTMAX), InputType.convolutional(3, 4, 5));
    Agreement.check(
        activation(Activation.SOFTMAX), InputType.convolutional3D(DataFormat.NCDHW, 2, 3, 4, 5));
  }

  @Test
  void sequencesAreAdded() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("a", "b")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .setOutputs("sum")
                .build());
    network.init();
    Agreement.check(network, InputType.recurrent(3, 5), InputType.recurrent(3, 5));
  }

  @Test
  void sequencesOfDifferentFormatsAreNotMixed() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("a", "b")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .setOutputs("sum")
                .build());
    network.init();
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () ->
                Freezer.freeze(
                    network,
                    InputType.recurrent(4, 4, RNNFormat.NCW),
                    InputType.recurrent(4, 4, RNNFormat.NWC)));
    assertTrue(e.getMessage().contains("NWC sequence [1, 4, 4]"), e.getMessage());
  }

  @Test
  void sequencesOfUnknownLengthNeedAnInputType() {
    UnsupportedNetworkException e =
        assertThrows(
            UnsupportedNetworkException.class,
            () -> Freezer.freeze(activation(Activation.TANH), InputType.recurrent(3)));
    assertTrue(e.getMessage().contains("InputType.recurrent(size, length)"), e.getMessage());
  }

  @Test
  void batchNormalizationThatDeeplearning4jCannotRunIsRefused() {
    MultiLayerNetwork network = network(new BatchNormalization.Builder().nIn(3).nOut(3).build());
    for (InputType type :
        List.of(
            InputType.recurrent(3, 5), InputType.convolutional3D(DataFormat.NCDHW, 2, 4, 5, 3))) {
      UnsupportedNetworkException e =
          assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, type));
      assertTrue(e.getMessage().contains("cannot normalize the channels"), e.getMessage());
    }
    assertThrows(RuntimeException.class, () -> network.output(Nd4j.zeros(DataType.FLOAT, 2, 3, 5)));
  }

  @Test
  void rowsOfASampleAreGatheredFromBehindThoseOfTheOthers() {
    // Two samples of three time steps, as an RnnToFeedForwardPreProcessor orders them.
    INDArray answers = Nd4j.createFromArray(new float[][] {{10}, {20}, {11}, {21}, {12}, {22}});
    NetworkOutput output = new NetworkOutput("out", Layout.AS_GRAPH, Shape.of(3, 1));
    assertArrayEquals(new float[] {20, 21, 22}, output.sample(answers, 1));
  }

  @Test
  void channelsFirstBatchesHaveTheirAxesInDeeplearning4jsOrder() {
    FrozenNetwork frozen =
        Freezer.freeze(
            activation(Activation.TANH), InputType.convolutional3D(DataFormat.NCDHW, 2, 3, 4, 5));
    assertEquals(Shape.of(1, 2, 3, 4, 5), frozen.inputs().get(0).shape());
    assertArrayEquals(new long[] {7, 5, 2, 3, 4}, frozen.inputs().get(0).batchShape(7));
    INDArray batch = Nd4j.arange(120).castTo(DataType.FLOAT).reshape('c', 1, 5, 2, 3, 4);
    float[] sample = frozen.inputs().get(0).sample(batch, 0);
    assertEquals(batch.getFloat(0, 4, 1, 2, 3), sample[119]);
    assertEquals(batch.getFloat(0, 1, 0, 0, 0), sample[1]);
  }

  private static MultiLayerNetwork activation(Activation function) {
    return network(new ActivationLayer.Builder().activation(function).build());
  }

  private static MultiLayerNetwork network(Layer layer) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(new NeuralNetConfiguration.Builder().list().layer(layer).build());
    network.init();
    return network;
  }
}
