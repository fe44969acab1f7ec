package org.dl4jmot.core.export;

import org.deeplearning4j.nn.conf.ConvolutionMode;
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
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.api.rng.Random;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;

/** Small networks for export tests. */
final class TrainedNetworks {
  private static final int BATCH = 16;

  private TrainedNetworks() {}

  /** Convolution, batch norm, relu, pooling, dropout, softmax; a few steps on random images. */
  static MultiLayerNetwork convolutional() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-2))
                .convolutionMode(ConvolutionMode.Same)
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3)
                        .name("conv1")
                        .nOut(4)
                        .activation(Activation.IDENTITY)
                        .build())
                .layer(new BatchNormalization.Builder().name("bn1").build())
                .layer(
                    new ActivationLayer.Builder().name("relu1").activation(Activation.RELU).build())
                .layer(
                    new SubsamplingLayer.Builder()
                        .name("pool1")
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DropoutLayer.Builder(0.5).name("drop1").build())
                .layer(
                    new OutputLayer.Builder()
                        .name("out")
                        .nOut(3)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(8, 8, 1))
                .build());
    network.init();
    Random random = Nd4j.getRandomFactory().getNewRandomInstance(11);
    for (int step = 0; step < 5; step++) {
      INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 3);
      for (int i = 0; i < BATCH; i++) {
        labels.putScalar(i, random.nextInt(3), 1);
      }
      network.fit(new DataSet(images(random, BATCH), labels));
    }
    return network;
  }

  static INDArray images(Random random, int count) {
    return Nd4j.rand(0, 1, random, count, 1, 8, 8);
  }

  /** Two dense layers whose weights are finite, but not the products behind each other. */
  static MultiLayerNetwork overflowing() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list()
                .layer(dense("first"))
                .layer(dense("second"))
                .build());
    network.init();
    network.params().assign(1e30f);
    return network;
  }

  private static DenseLayer dense(String name) {
    return new DenseLayer.Builder()
        .name(name)
        .nIn(4)
        .nOut(4)
        .activation(Activation.IDENTITY)
        .build();
  }
}
