package org.dl4jmot.examples.bench;

import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.onednn.OneDnn;
import org.dl4jmot.onednn.OneDnnStatus;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/**
 * The steps of a convolutional epoch with and without oneDNN: two 5×5 convolutions on 28×28 images.
 * Time per step does not depend on the pixels, so noise stands for images and a few steps for the
 * epoch.
 */
final class OneDnnEpoch implements Benchmark {
  private static final int BATCH = 64;
  private static final int WARM_UP = 2;
  private static final int STEPS = 9;
  private static final int IMAGES_PER_EPOCH = 10_000;
  private static final double CLAIMED_RATIO = 4;

  @Override
  public String claim() {
    return "a convolutional epoch is at least 4 times faster with oneDNN";
  }

  @Override
  public Outcome run() {
    OneDnnStatus status = OneDnn.enable();
    if (!status.isActive()) {
      return new Outcome(status.message(), false);
    }
    MultiLayerNetwork fast = network();
    OneDnn.disable();
    MultiLayerNetwork plain = network();
    OneDnn.enable();
    DataSet batch = batch();
    double[] with = new double[STEPS];
    double[] without = new double[STEPS];
    for (int step = -WARM_UP; step < STEPS; step++) {
      double fastSeconds = seconds(fast, batch);
      double plainSeconds = seconds(plain, batch);
      if (step >= 0) {
        with[step] = fastSeconds;
        without[step] = plainSeconds;
      }
    }
    return outcome(median(with), median(without));
  }

  private static Outcome outcome(double with, double without) {
    double ratio = without / with;
    double steps = (double) IMAGES_PER_EPOCH / BATCH;
    return new Outcome(
        String.format(
            Locale.ROOT,
            "step of %d images %.0f ms with, %.0f ms without: an epoch of %d images %.1f s and %.1f s, %.1f times",
            BATCH,
            with * 1e3,
            without * 1e3,
            IMAGES_PER_EPOCH,
            with * steps,
            without * steps,
            ratio),
        ratio >= CLAIMED_RATIO);
  }

  private static double seconds(MultiLayerNetwork network, DataSet batch) {
    long start = System.nanoTime();
    network.fit(batch);
    return (System.nanoTime() - start) / 1e9;
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    return sorted[sorted.length / 2];
  }

  private static DataSet batch() {
    Nd4j.getRandom().setSeed(7);
    INDArray labels = Nd4j.zeros(DataType.FLOAT, BATCH, 10);
    for (int i = 0; i < BATCH; i++) {
      labels.putScalar(i, i % 10, 1);
    }
    return new DataSet(Nd4j.rand(DataType.FLOAT, BATCH, 1, 28, 28), labels);
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(1e-3))
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(16).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new ConvolutionLayer.Builder(5, 5).nOut(32).build())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(new DenseLayer.Builder().nOut(128).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    return network;
  }
}
