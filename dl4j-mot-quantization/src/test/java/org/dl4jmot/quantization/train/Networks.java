package org.dl4jmot.quantization.train;

import java.util.Random;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks and data for tests. */
final class Networks {
  private Networks() {}

  /** Convolution, batch norm, rectifier, pooling, dense, dropout, softmax; images 8x8x1. */
  static MultiLayerNetwork lenet() {
    MultiLayerConfiguration configuration =
        new NeuralNetConfiguration.Builder()
            .seed(7)
            .updater(new Adam(1e-2))
            .convolutionMode(ConvolutionMode.Same)
            .list()
            .layer(convolution("conv", 4))
            .layer(new BatchNormalization.Builder().name("bn").build())
            .layer(relu("relu"))
            .layer(
                new SubsamplingLayer.Builder().name("pool").kernelSize(2, 2).stride(2, 2).build())
            .layer(
                new DenseLayer.Builder().name("dense").nOut(12).activation(Activation.RELU).build())
            .layer(new DropoutLayer.Builder(0.8).name("dropout").build())
            .layer(softmax("out", 3))
            .setInputType(InputType.convolutional(8, 8, 1))
            .build();
    return initialised(configuration);
  }

  static MultiLayerNetwork initialised(MultiLayerConfiguration configuration) {
    MultiLayerNetwork network = new MultiLayerNetwork(configuration);
    network.init();
    return network;
  }

  static ConvolutionLayer convolution(String name, int filters) {
    return new ConvolutionLayer.Builder(3, 3)
        .name(name)
        .nOut(filters)
        .activation(Activation.IDENTITY)
        .build();
  }

  static ActivationLayer relu(String name) {
    return new ActivationLayer.Builder().name(name).activation(Activation.RELU).build();
  }

  static OutputLayer softmax(String name, int classes) {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .name(name)
        .nOut(classes)
        .activation(Activation.SOFTMAX)
        .build();
  }

  /** Images whose class is where their bright third lies: learnable in a few steps. */
  static DataSet images(int count, long seed, long... shape) {
    Random random = new Random(seed);
    long[] batch = new long[shape.length + 1];
    batch[0] = count;
    System.arraycopy(shape, 0, batch, 1, shape.length);
    INDArray features = Nd4j.create(batch);
    INDArray labels = Nd4j.zeros(count, 3);
    long pixels = features.length() / count;
    INDArray rows = features.reshape(count, pixels);
    for (int i = 0; i < count; i++) {
      int label = random.nextInt(3);
      labels.putScalar(i, label, 1);
      for (long p = 0; p < pixels; p++) {
        double light = p * 3 / pixels == label ? 0.6 : 0;
        rows.putScalar(i, p, light + 0.4 * random.nextDouble());
      }
    }
    return new DataSet(features, labels);
  }

  /** Data for {@link #lenet}. */
  static DataSet images(int count, long seed) {
    return images(count, seed, 1, 8, 8);
  }
}
