package org.dl4jmot.examples.networks;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The measured networks, for images of [1, 28, 28] in NCHW and ten classes. Initialization, batch
 * norm constants and updater are those of the reference figures: Glorot uniform, momentum 0.99 and
 * epsilon 1e-3, Adam at 1e-3.
 */
public final class Architectures {
  private static final int SIDE = 28;
  private static final int CLASSES = 10;
  private static final double LEARNING_RATE = 1e-3;
  private static final double KERAS_MOMENTUM = 0.99;

  private Architectures() {}

  /** What all of them are fed. Deeplearning4j does not keep it in every network's configuration. */
  public static InputType inputType() {
    return InputType.convolutional(SIDE, SIDE, 1);
  }

  /**
   * Network A, 215,562 parameters: two 5×5 convolutions of 16 and 32 channels with batch norm, ReLU
   * and max pooling, a dense layer of 128, dropout of 0.4.
   *
   * @param seed of initialization and dropout
   */
  public static MultiLayerConfiguration lenetBn(long seed) {
    return lenetBn(seed, KERAS_MOMENTUM);
  }

  /**
   * Network A for trainings of another length than the reference's.
   *
   * @param seed of initialization and dropout
   * @param momentum of the batch norm statistics: 0.99 needs some hundred steps to forget where it
   *     started
   */
  public static MultiLayerConfiguration lenetBn(long seed, double momentum) {
    NeuralNetConfiguration.ListBuilder list = base(seed).list();
    for (int i = 1; i <= 2; i++) {
      list.layer(
          new ConvolutionLayer.Builder(5, 5)
              .name("conv" + i)
              .nOut(16 * i)
              .activation(Activation.IDENTITY)
              .build());
      list.layer(batchNorm("bn" + i, momentum));
      list.layer(activation("relu" + i, Activation.RELU));
      list.layer(
          new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
              .name("pool" + i)
              .kernelSize(2, 2)
              .stride(2, 2)
              .build());
    }
    return list.layer(
            new DenseLayer.Builder().name("dense1").nOut(128).activation(Activation.RELU).build())
        // Deeplearning4j takes the probability to keep.
        .layer(new DropoutLayer.Builder(0.6).name("dropout1").build())
        .layer(output())
        .setInputType(inputType())
        .build();
  }

  /**
   * Network B, 37,706 parameters: a strided 3×3 convolution and four depthwise separable blocks of
   * 64, 64 (stride 2), 128 and 128 channels with batch norm and ReLU6, global average pooling.
   *
   * @param seed of initialization
   */
  public static MultiLayerConfiguration depthwiseSeparable(long seed) {
    NeuralNetConfiguration.ListBuilder list = base(seed).list();
    list.layer(convolution("conv1", 3, 2, 32).hasBias(false).build());
    list.layer(batchNorm("bn1"));
    list.layer(activation("relu1", Activation.RELU6));
    int[] channels = {64, 64, 128, 128};
    int[] strides = {1, 2, 1, 1};
    for (int block = 0; block < channels.length; block++) {
      separableBlock(list, block + 2, strides[block], channels[block]);
    }
    return list.layer(new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build())
        .layer(output())
        .setInputType(inputType())
        .build();
  }

  private static void separableBlock(
      NeuralNetConfiguration.ListBuilder list, int number, int stride, int channels) {
    list.layer(
        new DepthwiseConvolution2D.Builder(3, 3)
            .name("depthwise" + number)
            .stride(stride, stride)
            .depthMultiplier(1)
            .hasBias(false)
            .activation(Activation.IDENTITY)
            .build());
    list.layer(batchNorm("bn" + number + "a"));
    list.layer(activation("relu" + number + "a", Activation.RELU6));
    list.layer(convolution("pointwise" + number, 1, 1, channels).hasBias(false).build());
    list.layer(batchNorm("bn" + number + "b"));
    list.layer(activation("relu" + number + "b", Activation.RELU6));
  }

  /**
   * A small residual network: a 3×3 convolution of 16 channels, a residual block of 16, one of 32
   * at stride 2 with a projected shortcut, global average pooling.
   *
   * @param seed of initialization
   */
  public static ComputationGraphConfiguration residual(long seed) {
    ComputationGraphConfiguration.GraphBuilder graph =
        base(seed).graphBuilder().addInputs("image").setInputTypes(inputType());
    normalized(graph, "conv1", "bn1", convolution("conv1", 3, 1, 16), "image");
    graph.addLayer("relu1", activation("relu1", Activation.RELU), "bn1");
    residualBlock(graph, 2, 1, 16, "relu1", "relu1");
    normalized(graph, "shortcut3", "bn3s", convolution("shortcut3", 1, 2, 32), "relu2b");
    residualBlock(graph, 3, 2, 32, "relu2b", "bn3s");
    return graph
        .addLayer(
            "pool", new GlobalPoolingLayer.Builder(PoolingType.AVG).name("pool").build(), "relu3b")
        .addLayer("output", output(), "pool")
        .setOutputs("output")
        .build();
  }

  private static void residualBlock(
      ComputationGraphConfiguration.GraphBuilder graph,
      int number,
      int stride,
      int channels,
      String input,
      String shortcut) {
    String a = number + "a";
    String b = number + "b";
    normalized(graph, "conv" + a, "bn" + a, convolution("conv" + a, 3, stride, channels), input);
    graph.addLayer("relu" + a, activation("relu" + a, Activation.RELU), "bn" + a);
    normalized(graph, "conv" + b, "bn" + b, convolution("conv" + b, 3, 1, channels), "relu" + a);
    graph.addVertex(
        "add" + number, new ElementWiseVertex(ElementWiseVertex.Op.Add), "bn" + b, shortcut);
    graph.addLayer("relu" + b, activation("relu" + b, Activation.RELU), "add" + number);
  }

  private static void normalized(
      ComputationGraphConfiguration.GraphBuilder graph,
      String convolution,
      String batchNorm,
      ConvolutionLayer.Builder builder,
      String input) {
    graph.addLayer(convolution, builder.hasBias(false).build(), input);
    graph.addLayer(batchNorm, batchNorm(batchNorm), convolution);
  }

  private static NeuralNetConfiguration.Builder base(long seed) {
    return new NeuralNetConfiguration.Builder()
        .seed(seed)
        .updater(new Adam(LEARNING_RATE))
        .weightInit(WeightInit.XAVIER_UNIFORM)
        .convolutionMode(ConvolutionMode.Same);
  }

  private static ConvolutionLayer.Builder convolution(
      String name, int kernel, int stride, int channels) {
    return new ConvolutionLayer.Builder(kernel, kernel)
        .name(name)
        .stride(stride, stride)
        .nOut(channels)
        .activation(Activation.IDENTITY);
  }

  private static BatchNormalization batchNorm(String name) {
    return batchNorm(name, KERAS_MOMENTUM);
  }

  private static BatchNormalization batchNorm(String name, double momentum) {
    return new BatchNormalization.Builder().name(name).decay(momentum).eps(1e-3).build();
  }

  private static ActivationLayer activation(String name, Activation function) {
    return new ActivationLayer.Builder().name(name).activation(function).build();
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name("output")
        .nOut(CLASSES)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
