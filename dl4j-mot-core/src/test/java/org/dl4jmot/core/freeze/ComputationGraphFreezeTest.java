package org.dl4jmot.core.freeze;

import static org.deeplearning4j.nn.conf.CNN2DFormat.NCHW;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Vertices, several inputs and outputs, frozen and lowered, answer as Deeplearning4j does. */
class ComputationGraphFreezeTest {
  private static GraphBuilder graph() {
    return new NeuralNetConfiguration.Builder()
        .seed(3)
        .convolutionMode(ConvolutionMode.Same)
        .graphBuilder();
  }

  private static ComputationGraph network(GraphBuilder builder) {
    ComputationGraph network = new ComputationGraph(builder.build());
    network.init();
    return RandomParameters.fill(network, 9);
  }

  private static ConvolutionLayer convolution(int filters, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3).nOut(filters).activation(activation).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void residualBlockAgrees(CNN2DFormat format) {
    InputType images = InputType.convolutional(6, 5, 2, format);
    GraphBuilder builder =
        graph()
            .addInputs("image")
            .addLayer("conv1", convolution(4, Activation.IDENTITY), "image")
            .addLayer("bn1", new BatchNormalization(), "conv1")
            .addLayer("relu1", new ActivationLayer(Activation.RELU), "bn1")
            .addLayer("conv2", convolution(4, Activation.IDENTITY), "relu1")
            .addLayer("bn2", new BatchNormalization(), "conv2")
            .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn2", "relu1")
            .addLayer("relu2", new ActivationLayer(Activation.RELU), "add")
            .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "relu2")
            .addLayer("out", output(), "pool")
            .setOutputs("out")
            .setInputTypes(images);
    Graph lowered = Agreement.check(network(builder), images);
    assertEquals(
        List.of("CONV_2D", "CONV_2D", "ADD", "MEAN", "FULLY_CONNECTED", "SOFTMAX"),
        Agreement.operations(lowered));
    assertEquals(List.of("add", "relu2"), lowered.nodes().get(2).layers());
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void mergedImagesAgree(CNN2DFormat format) {
    InputType images = InputType.convolutional(6, 5, 2, format);
    GraphBuilder builder =
        graph()
            .addInputs("image")
            .addLayer("left", convolution(3, Activation.RELU), "image")
            .addLayer("right", convolution(2, Activation.TANH), "image")
            .addVertex("merge", new MergeVertex(), "left", "right", "image")
            .addLayer("conv", convolution(2, Activation.SIGMOID), "merge")
            .setOutputs("conv", "merge")
            .setInputTypes(images);
    Graph lowered = Agreement.check(network(builder), images);
    assertEquals(List.of("conv", "merge"), lowered.outputs().stream().map(Port::name).toList());
  }

  @Test
  void severalInputsOfDifferentKindsAgree() {
    InputType images = InputType.convolutional(6, 5, 2, NCHW);
    GraphBuilder builder =
        graph()
            .addInputs("image", "facts")
            .addLayer("conv", convolution(3, Activation.RELU), "image")
            .addLayer(
                "facts1",
                new DenseLayer.Builder().nOut(4).activation(Activation.TANH).build(),
                "facts")
            .addVertex(
                "flat", new PreprocessorVertex(new CnnToFeedForwardPreProcessor(6, 5, 3)), "conv")
            .addVertex("merge", new MergeVertex(), "flat", "facts1", "facts")
            .addLayer("out", output(), "merge")
            .addLayer("out2", output(), "facts1")
            .setOutputs("out2", "out")
            .setInputTypes(images, InputType.feedForward(7));
    ComputationGraph network = network(builder);
    Agreement.check(network, images, InputType.feedForward(7));
    List<NetworkInput> derived = Freezer.freeze(network).inputs();
    assertEquals("[1, 6, 5, 2]", derived.get(0).shape().toString());
    assertEquals("[1, 7]", derived.get(1).shape().toString());
  }

  @Test
  void sumsOfManyInputsAgree() {
    GraphBuilder builder =
        graph()
            .addInputs("in")
            .addLayer("a", new DenseLayer.Builder().nOut(4).build(), "in")
            .addLayer("b", new DenseLayer.Builder().nOut(4).build(), "in")
            .addLayer("c", new DenseLayer.Builder().nOut(4).build(), "in")
            .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b", "c", "in")
            .addLayer("out", output(), "sum")
            .setOutputs("out")
            .setInputTypes(InputType.feedForward(4));
    Agreement.check(network(builder));
  }

  @Test
  void branchesOfOneNormalizationAgree() {
    InputType images = InputType.convolutional(6, 5, 2, NCHW);
    GraphBuilder builder =
        graph()
            .addInputs("image")
            .addLayer("conv", convolution(3, Activation.RELU), "image")
            .addLayer("bn", new BatchNormalization(), "conv")
            .addLayer("left", convolution(2, Activation.RELU), "bn")
            .addLayer("right", convolution(2, Activation.RELU), "bn")
            .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "left", "right")
            .setOutputs("add", "bn")
            .setInputTypes(images);
    Agreement.check(network(builder), images);
  }
}
