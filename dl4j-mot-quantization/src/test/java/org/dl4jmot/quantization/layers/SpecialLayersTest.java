package org.dl4jmot.quantization.layers;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.AutoEncoder;
import org.deeplearning4j.nn.conf.layers.CapsuleLayer;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PrimaryCapsules;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.variational.VariationalAutoencoder;
import org.deeplearning4j.nn.conf.ocnn.OCNNOutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.quantization.testing.WholeExport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Layers of a kind of their own, exported and run in the real LiteRT. */
class SpecialLayersTest {
  @Test
  void autoencodersEncode() {
    check(
        InputType.feedForward(6),
        new AutoEncoder.Builder().nOut(4).activation(Activation.SIGMOID).build());
  }

  @Test
  void variationalAutoencodersGiveTheMeanOfTheLatentValues() {
    check(
        InputType.feedForward(6),
        new VariationalAutoencoder.Builder()
            .nOut(3)
            .encoderLayerSizes(8, 5)
            .decoderLayerSizes(5)
            .activation(Activation.TANH)
            .pzxActivationFunction(Activation.IDENTITY)
            .build());
  }

  @Test
  void oneClassNetworksGiveAScore() {
    check(
        InputType.feedForward(6),
        new DenseLayer.Builder().nOut(5).activation(Activation.TANH).build(),
        new OCNNOutputLayer.Builder()
            .nIn(5)
            .hiddenLayerSize(4)
            .activation(Activation.SIGMOID)
            .build());
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void boxesOfYolo(CNN2DFormat format) {
    INDArray priors = Nd4j.createFromArray(new float[][] {{1, 2}, {2.5f, 1}});
    check(
        InputType.convolutional(3, 4, 2 * (5 + 3), format),
        new Yolo2OutputLayer.Builder().boundingBoxPriors(priors).build());
  }

  @Test
  void capsules() {
    check(
        InputType.convolutional(7, 6, 2),
        new PrimaryCapsules.Builder(4, 3).kernelSize(3, 3).stride(2, 2).build(),
        new CapsuleLayer.Builder(5, 3, 3).build(),
        new CapsuleStrengthLayer.Builder().build());
  }

  @Test
  void capsulesWithEverySetting() {
    check(
        InputType.convolutional(7, 6, 2),
        new PrimaryCapsules.Builder(4, 3)
            .kernelSize(3, 3)
            .stride(1, 1)
            .convolutionMode(ConvolutionMode.Same)
            .hasBias(true)
            .useLeakyReLU(0.2)
            .build(),
        new CapsuleLayer.Builder(5, 3, 1).hasBias(true).build());
  }

  private static void check(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(6).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    WholeExport.check(network, type);
  }
}
