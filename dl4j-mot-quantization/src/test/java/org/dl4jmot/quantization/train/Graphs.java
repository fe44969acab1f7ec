package org.dl4jmot.quantization.train;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A graph with every kind of layer and vertex that learns ranges. */
final class Graphs {
  static final int SIDE = 8;
  static final int CHANNELS = 2;

  private Graphs() {}

  static InputType inputType(CNN2DFormat format) {
    return InputType.convolutional(SIDE, SIDE, CHANNELS, format);
  }

  static long[] imageShape(CNN2DFormat format) {
    return format == CNN2DFormat.NCHW
        ? new long[] {CHANNELS, SIDE, SIDE}
        : new long[] {SIDE, SIDE, CHANNELS};
  }

  static ComputationGraph everyKind(CNN2DFormat format) {
    GraphBuilder graph =
        new NeuralNetConfiguration.Builder()
            .seed(11)
            .updater(new Adam(1e-2))
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("image");
    graph
        .addLayer("conv", convolution(format, 3, Activation.IDENTITY), "image")
        .addLayer("bn", new BatchNormalization.Builder().dataFormat(format).build(), "conv")
        .addLayer("relu6", new ActivationLayer(Activation.RELU6), "bn")
        .addLayer("depthwise", depthwise(format), "relu6")
        .addLayer("separable", separable(format), "depthwise")
        .addLayer("tanh", convolution(format, 6, Activation.TANH), "separable")
        .addLayer("sigmoid", convolution(format, 6, Activation.SIGMOID), "separable")
        .addLayer("rectified", convolution(format, 6, Activation.RELU), "separable")
        .addVertex(
            "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "rectified", "tanh", "sigmoid")
        .addVertex("both", new MergeVertex(), "sum", "depthwise")
        .addLayer("mean", new GlobalPoolingLayer(PoolingType.AVG), "both")
        .addLayer(
            "hidden",
            new DenseLayer.Builder().nOut(8).activation(Activation.IDENTITY).build(),
            "mean")
        .addLayer("hidden-bn", new BatchNormalization.Builder().build(), "hidden")
        .addLayer("hidden-relu", new ActivationLayer(Activation.RELU), "hidden-bn")
        .addLayer(
            "scores",
            new DenseLayer.Builder().nOut(3).activation(Activation.IDENTITY).build(),
            "hidden-relu")
        .addLayer(
            "loss",
            new LossLayer.Builder(LossFunction.MCXENT).activation(Activation.SOFTMAX).build(),
            "scores")
        .setOutputs("loss")
        .setInputTypes(inputType(format));
    ComputationGraph network = new ComputationGraph(graph.build());
    network.init();
    return network;
  }

  private static ConvolutionLayer convolution(
      CNN2DFormat format, int filters, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(filters)
        .dataFormat(format)
        .activation(activation)
        .build();
  }

  private static DepthwiseConvolution2D depthwise(CNN2DFormat format) {
    return new DepthwiseConvolution2D.Builder(3, 3)
        .depthMultiplier(2)
        .dataFormat(format)
        .activation(Activation.RELU)
        .build();
  }

  private static SeparableConvolution2D separable(CNN2DFormat format) {
    return new SeparableConvolution2D.Builder(3, 3)
        .depthMultiplier(2)
        .nOut(5)
        .dataFormat(format)
        .activation(Activation.RELU)
        .build();
  }
}
