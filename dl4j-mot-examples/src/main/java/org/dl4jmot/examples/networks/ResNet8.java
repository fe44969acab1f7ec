package org.dl4jmot.examples.networks;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;

/**
 * The residual network of the MLPerf Tiny benchmark: three stages of 16, 32 and 64 channels on
 * images of [3, 32, 32] in NCHW, 12.5 million multiply-accumulates per image.
 */
public final class ResNet8 {
  private static final int SIDE = 32;
  private static final int COLORS = 3;
  private static final int CLASSES = 10;
  private static final int FIRST_CHANNELS = 16;
  private final GraphBuilder graph;

  private ResNet8(long seed) {
    graph =
        new NeuralNetConfiguration.Builder()
            .seed(seed)
            .weightInit(WeightInit.RELU)
            .activation(Activation.IDENTITY)
            .convolutionMode(ConvolutionMode.Same)
            .graphBuilder()
            .addInputs("input")
            .setInputTypes(inputType());
  }

  /** What it is fed. */
  public static InputType inputType() {
    return InputType.convolutional(SIDE, SIDE, COLORS);
  }

  /** Shape of one image in a batch: [1, 3, 32, 32]. */
  public static int[] imageShape() {
    return new int[] {1, COLORS, SIDE, SIDE};
  }

  /**
   * The configuration.
   *
   * @param seed of the initialization
   */
  public static ComputationGraphConfiguration configuration(long seed) {
    return new ResNet8(seed).build();
  }

  private ComputationGraphConfiguration build() {
    String stem = activated("stem", convolution("stem", FIRST_CHANNELS, 3, 1, "input"));
    String first = stage("stage1", FIRST_CHANNELS, 1, stem);
    String second = stage("stage2", 2 * FIRST_CHANNELS, 2, first);
    String third = stage("stage3", 4 * FIRST_CHANNELS, 2, second);
    graph.addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), third);
    graph.addLayer(
        "output",
        new OutputLayer.Builder().nOut(CLASSES).activation(Activation.SOFTMAX).build(),
        "pool");
    return graph.setOutputs("output").build();
  }

  private String stage(String name, int channels, int stride, String input) {
    String a = activated(name + "a", convolution(name + "a", channels, 3, stride, input));
    String b = convolution(name + "b", channels, 3, 1, a);
    String shortcut = stride == 1 ? input : plain(name + "s", channels, stride, input);
    graph.addVertex(name + "sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), b, shortcut);
    return activated(name, name + "sum");
  }

  private String convolution(String name, int channels, int size, int stride, String input) {
    graph.addLayer(name + "-conv", layer(channels, size, stride), input);
    graph.addLayer(name + "-bn", new BatchNormalization.Builder().build(), name + "-conv");
    return name + "-bn";
  }

  private String plain(String name, int channels, int stride, String input) {
    graph.addLayer(name + "-conv", layer(channels, 1, stride), input);
    return name + "-conv";
  }

  private String activated(String name, String input) {
    graph.addLayer(name + "-relu", new ActivationLayer(Activation.RELU), input);
    return name + "-relu";
  }

  private static ConvolutionLayer layer(int channels, int size, int stride) {
    return new ConvolutionLayer.Builder(size, size).stride(stride, stride).nOut(channels).build();
  }
}
