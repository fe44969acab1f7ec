package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.learning.config.Adam;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Pruning of a network trained on real images. */
class FashionMnistPruningTest {
  private static final int TRAIN = 3000;
  private static final int BATCH = 64;
  private static final int STEPS_PER_EPOCH = (TRAIN + BATCH - 1) / BATCH;

  /** Of 1,000 test images: one standard deviation at 80 % correct is 1.3 points. */
  private static final int TEST = 1000;

  private static ImageSet train;
  private static ImageSet test;
  private static MultiLayerNetwork trained;

  @BeforeAll
  static void trainOnce() {
    FashionMnist data = FashionMnist.subset();
    train = data.train().first(TRAIN);
    test = data.test().first(TEST);
    trained = network();
    trained.fit(training(1), 3);
  }

  private static DataSetIterator training(long seed) {
    return train.shuffled(ImageLayout.NCHW, BATCH, seed);
  }

  private static double accuracy(MultiLayerNetwork network) {
    return network.evaluate(test.inOrder(ImageLayout.NCHW, 250)).accuracy();
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Adam(2e-3))
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .list()
                .layer(new ConvolutionLayer.Builder(5, 5).name("conv").nOut(8).build())
                .layer(new BatchNormalization())
                .layer(new ActivationLayer(Activation.RELU))
                .layer(new SubsamplingLayer.Builder().kernelSize(4, 4).stride(4, 4).build())
                .layer(
                    new DenseLayer.Builder()
                        .name("dense")
                        .nOut(64)
                        .activation(Activation.RELU)
                        .build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .name("out")
                        .nOut(10)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(28, 28, 1))
                .build());
    network.init();
    return network;
  }

  /** Within 4 points, three standard deviations, of what it had before. */
  @Test
  void prunedToEightyPercentItKeepsItsAccuracy() {
    MultiLayerNetwork pruned = trained.clone();
    pruned.setListeners(
        PruningListener.of(
            PolynomialDecay.builder()
                .finalSparsity(0.8)
                .end(2 * STEPS_PER_EPOCH)
                .frequency(10)
                .build()));

    pruned.fit(training(2), 3);

    for (KernelSparsity kernel : Pruning.report(pruned).kernels()) {
      long expected = kernel.kind() == KernelKind.KERNEL ? Math.round(0.8 * kernel.weights()) : 0;
      assertEquals(expected, kernel.zeros(), kernel::toString);
    }
    double before = accuracy(trained);
    double after = accuracy(pruned);
    assertTrue(before > 0.7, "trained at all: " + before);
    assertTrue(after > before - 0.04, after + " against " + before);
  }

  @Test
  void batchNormMeasuredAnewRepairsOneShotPruning() {
    MultiLayerNetwork without = Pruning.prune(trained, 0.7);
    MultiLayerNetwork with = Pruning.prune(trained, 0.7, training(3));

    double loss = loss(with);
    assertTrue(loss < loss(without), loss + " against " + loss(without));
  }

  private static double loss(MultiLayerNetwork network) {
    return network.score(test.all(ImageLayout.NCHW));
  }
}
