package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.fashionmnist.ImageSet;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.learning.config.Adam;

/** What the user evaluates in Java is what runs on the device: on real images, end to end. */
class FashionMnistAgreementTest {
  private static final int IMAGES = 1000;
  private static final InputType INPUT = InputType.convolutional(28, 28, 1);

  @Test
  void networkAndFileChooseTheSameClass() {
    FashionMnist data = FashionMnist.subset();
    MultiLayerNetwork plain = network();
    plain.fit(data.train().first(2000).shuffled(ImageLayout.NCHW, 50, 1), 2);
    MultiLayerNetwork aware = QuantizationAware.network(plain, INPUT);
    aware.setLearningRate(1e-4);
    aware.fit(data.train().first(1000).shuffled(ImageLayout.NCHW, 50, 2));

    EdgeFile file = EdgeExporter.of(aware).quantize(FullInteger.fromTrainedRanges()).export();
    ImageSet test = data.test().first(IMAGES);
    NetworkInput port = Freezer.freeze(aware, INPUT).inputs().get(0);
    INDArray features = test.all(ImageLayout.NCHW).getFeatures();
    int[] fromFile = classes(new Interpreter(file.graph()), port, features);

    int agreed = agreed(fromFile, aware.output(features));
    assertTrue(agreed >= 0.99 * IMAGES, () -> agreed + " of " + IMAGES + " agree before");
    QuantizationAware.align(aware, INPUT);
    int aligned = agreed(fromFile, aware.output(features));
    assertTrue(aligned >= 0.998 * IMAGES, () -> aligned + " of " + IMAGES + " agree aligned");
    assertEquals(
        accuracy(fromFile, test),
        aware.evaluate(test.inOrder(ImageLayout.NCHW, 500)).accuracy(),
        0.002);
    assertTrue(accuracy(fromFile, test) > 0.7, "learned too little to compare");
  }

  private static MultiLayerNetwork network() {
    return Networks.initialised(
        new NeuralNetConfiguration.Builder()
            .seed(5)
            .updater(new Adam(2e-3))
            .convolutionMode(ConvolutionMode.Same)
            .list()
            .layer(
                new ConvolutionLayer.Builder(5, 5)
                    .nOut(8)
                    .stride(2, 2)
                    .activation(Activation.IDENTITY)
                    .build())
            .layer(new BatchNormalization.Builder().build())
            .layer(Networks.relu("relu"))
            .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
            .layer(new DenseLayer.Builder().nOut(32).activation(Activation.RELU).build())
            .layer(Networks.softmax("out", 10))
            .setInputType(INPUT)
            .build());
  }

  private static int[] classes(Interpreter file, NetworkInput port, INDArray features) {
    int[] classes = new int[IMAGES];
    for (int i = 0; i < IMAGES; i++) {
      file.input(0).setReal(port.sample(features, i));
      file.run();
      float[] answer = file.output(0).toReal();
      for (int c = 1; c < answer.length; c++) {
        classes[i] = answer[c] > answer[classes[i]] ? c : classes[i];
      }
    }
    return classes;
  }

  private static int agreed(int[] fromFile, INDArray answers) {
    INDArray chosen = answers.argMax(1);
    int agreed = 0;
    for (int i = 0; i < fromFile.length; i++) {
      agreed += chosen.getInt(i) == fromFile[i] ? 1 : 0;
    }
    return agreed;
  }

  private static double accuracy(int[] classes, ImageSet test) {
    int right = 0;
    for (int i = 0; i < classes.length; i++) {
      right += classes[i] == test.label(i) ? 1 : 0;
    }
    return right / (double) classes.length;
  }
}
