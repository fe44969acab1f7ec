package org.dl4jmot.core.freeze;

import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.DynamicTest;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Small networks around the layers under test, and their comparison with Deeplearning4j. */
final class LayerNetworks {
  static final int HEIGHT = 9;
  static final int WIDTH = 8;
  static final int CHANNELS = 3;

  private LayerNetworks() {}

  static MultiLayerNetwork network(InputType type, Layer... layers) {
    NeuralNetConfiguration.ListBuilder list = new NeuralNetConfiguration.Builder().seed(3).list();
    for (Layer layer : layers) {
      list.layer(layer);
    }
    MultiLayerNetwork network = new MultiLayerNetwork(list.setInputType(type).build());
    network.init();
    return RandomParameters.fill(network, 5);
  }

  static InputType images(CNN2DFormat format) {
    return InputType.convolutional(HEIGHT, WIDTH, CHANNELS, format);
  }

  static Graph checkImages(CNN2DFormat format, Layer... layers) {
    return Agreement.check(network(images(format), layers), images(format));
  }

  static Stream<DynamicTest> inBothFormats(String name, FormatCheck check) {
    return Stream.of(CNN2DFormat.values())
        .map(format -> DynamicTest.dynamicTest(name + " " + format, () -> check.run(format)));
  }

  interface FormatCheck {
    void run(CNN2DFormat format);
  }

  static ConvolutionLayer convolution(ConvolutionMode mode, Activation activation) {
    return new ConvolutionLayer.Builder(3, 3)
        .nOut(4)
        .convolutionMode(mode)
        .activation(activation)
        .build();
  }

  static DenseLayer dense(int outputs) {
    return new DenseLayer.Builder().nOut(outputs).activation(Activation.RELU).build();
  }

  static OutputLayer output() {
    return new OutputLayer.Builder(LossFunction.MCXENT)
        .nOut(3)
        .activation(Activation.SOFTMAX)
        .build();
  }
}
