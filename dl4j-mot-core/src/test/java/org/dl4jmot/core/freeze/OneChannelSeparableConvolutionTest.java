package org.dl4jmot.core.freeze;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RandomParameters;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;

/** Deeplearning4j leaves the pointwise convolution out where there is one input channel. */
class OneChannelSeparableConvolutionTest {

  private static MultiLayerNetwork network(InputType type, int outputs) {
    SeparableConvolution2D layer =
        new SeparableConvolution2D.Builder(3, 2)
            .nOut(outputs)
            .depthMultiplier(2)
            .padding(1, 0)
            .convolutionMode(ConvolutionMode.Truncate)
            .activation(Activation.TANH)
            .build();
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(layer)
                .setInputType(type)
                .build());
    network.init();
    return RandomParameters.fill(network, 5);
  }

  @ParameterizedTest
  @EnumSource(CNN2DFormat.class)
  void itAgreesAsAPlainConvolution(CNN2DFormat format) {
    InputType type = InputType.convolutional(6, 7, 1, format);
    Graph lowered = Agreement.check(network(type, 2), type);
    assertEquals(List.of("PAD", "CONV_2D", "TANH"), Agreement.operations(lowered));
  }

  @Test
  void whatDeeplearning4jCannotRunIsRefused() {
    InputType type = InputType.convolutional(6, 7, 1, CNN2DFormat.NHWC);
    MultiLayerNetwork network = network(type, 3);
    String message =
        assertThrows(UnsupportedNetworkException.class, () -> Freezer.freeze(network, type))
            .getMessage();
    assertTrue(message.contains("3 is not 2"), message);
  }
}
