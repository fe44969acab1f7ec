package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.deeplearning4j.datasets.iterator.utilty.ListDataSetIterator;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.onednn.OneDnn;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.IUpdater;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and data for them: 6 × 6 images of one channel, three classes. */
final class Networks {
  static final int BATCH = 16;

  private Networks() {}

  /** Convolution, batch normalization, depthwise convolution, dense, output. */
  static MultiLayerNetwork convolutional(IUpdater updater, CNN2DFormat format) {
    MultiLayerConfiguration conf =
        base(updater)
            .list()
            .layer(
                new ConvolutionLayer.Builder(3, 3).name("conv").nOut(7).dataFormat(format).build())
            .layer(new BatchNormalization.Builder().name("bn").dataFormat(format).build())
            .layer(
                new DepthwiseConvolution2D.Builder(3, 3)
                    .name("depthwise")
                    .nOut(7)
                    .dataFormat(format)
                    .build())
            .layer(new DenseLayer.Builder().name("dense").nOut(11).build())
            .layer(output())
            .setInputType(InputType.convolutional(6, 6, 1, format))
            .build();
    MultiLayerNetwork network = new MultiLayerNetwork(conf);
    init(network, format);
    return network;
  }

  /** The same with a branch. */
  static ComputationGraph graph(IUpdater updater, CNN2DFormat format) {
    ComputationGraphConfiguration conf =
        base(updater)
            .graphBuilder()
            .addInputs("image")
            .setInputTypes(InputType.convolutional(6, 6, 1, format))
            .addLayer(
                "conv",
                new ConvolutionLayer.Builder(3, 3)
                    .nOut(7)
                    .convolutionMode(ConvolutionMode.Same)
                    .dataFormat(format)
                    .build(),
                "image")
            .addLayer("bn", new BatchNormalization.Builder().dataFormat(format).build(), "conv")
            .addLayer(
                "left", new ConvolutionLayer.Builder(1, 1).nOut(5).dataFormat(format).build(), "bn")
            .addLayer(
                "right",
                new ConvolutionLayer.Builder(1, 1).nOut(5).dataFormat(format).build(),
                "bn")
            .addVertex(
                "add",
                new org.deeplearning4j.nn.conf.graph.ElementWiseVertex(
                    org.deeplearning4j.nn.conf.graph.ElementWiseVertex.Op.Add),
                "left",
                "right")
            .addLayer(
                "pool",
                new GlobalPoolingLayer.Builder(PoolingType.AVG)
                    .poolingDimensions(
                        format == CNN2DFormat.NCHW ? new int[] {2, 3} : new int[] {1, 2})
                    .build(),
                "add")
            .addLayer("dense", new DenseLayer.Builder().nOut(11).build(), "pool")
            .addLayer("out", output(), "dense")
            .setOutputs("out")
            .build();
    ComputationGraph network = new ComputationGraph(conf);
    init(network, format);
    return network;
  }

  /**
   * Channels-last networks go without oneDNN: the convolution helper of 1.0.0-M2.1 reads permuted
   * arrays with the wrong strides. Trainings of the same seed differ, and now and then end in NaN.
   */
  private static void init(Model network, CNN2DFormat format) {
    if (format == CNN2DFormat.NCHW) {
      network.init();
      return;
    }
    OneDnn.disable();
    network.init();
    OneDnn.enable();
  }

  private static NeuralNetConfiguration.Builder base(IUpdater updater) {
    return new NeuralNetConfiguration.Builder()
        .seed(7)
        .updater(updater)
        .activation(Activation.RELU)
        .convolutionMode(ConvolutionMode.Same);
  }

  private static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name("out")
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** So many batches of noisy stripes, the class being their direction. */
  static DataSetIterator data(int batches, CNN2DFormat format) {
    return new ListDataSetIterator<>(dataSets(batches, format), BATCH);
  }

  static List<DataSet> dataSets(int batches, CNN2DFormat format) {
    Random random = new Random(11);
    List<DataSet> sets = new ArrayList<>();
    for (int i = 0; i < batches * BATCH; i++) {
      sets.add(example(random, format));
    }
    return sets;
  }

  private static DataSet example(Random random, CNN2DFormat format) {
    int label = random.nextInt(3);
    float[] pixels = new float[36];
    for (int i = 0; i < 36; i++) {
      int position = label == 0 ? i / 6 : label == 1 ? i % 6 : i / 6 + i % 6;
      pixels[i] = position % 2 + 0.3f * (float) random.nextGaussian();
    }
    INDArray labels = Nd4j.zeros(1, 3);
    labels.putScalar(label, 1);
    long[] shape = format == CNN2DFormat.NCHW ? new long[] {1, 1, 6, 6} : new long[] {1, 6, 6, 1};
    return new DataSet(Nd4j.createFromArray(pixels).reshape(shape), labels);
  }
}
