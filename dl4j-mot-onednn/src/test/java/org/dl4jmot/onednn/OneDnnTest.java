package org.dl4jmot.onednn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.layers.mkldnn.BaseMKLDNNHelper;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class OneDnnTest {
  private static final int CONVOLUTION = 0;
  private static final int MINIBATCH = 8;

  private String before;

  @BeforeEach
  void remember() {
    before = System.getProperty(OneDnn.HELPERS_DISABLED_PROPERTY);
  }

  @AfterEach
  void restore() {
    if (before == null) {
      System.clearProperty(OneDnn.HELPERS_DISABLED_PROPERTY);
    } else {
      System.setProperty(OneDnn.HELPERS_DISABLED_PROPERTY, before);
    }
  }

  @Test
  void gradientsAreTheSameWithAndWithoutOneDnn() {
    assumeTrue(OneDnn.enable().isActive(), OneDnn.status().message());
    MultiLayerNetwork fast = network();
    OneDnn.disable();
    MultiLayerNetwork plain = network();
    assertNotNull(fast.getLayer(CONVOLUTION).getHelper(), "the convolution runs on a helper");
    assertNull(plain.getLayer(CONVOLUTION).getHelper(), "the control runs without");

    INDArray expected = gradient(plain);
    INDArray actual = gradient(fast);

    assertTrue(expected.amaxNumber().doubleValue() > 1e-2, "the gradient is worth comparing");
    assertEquals(0, expected.sub(actual).amaxNumber().doubleValue(), 1e-5);
  }

  @Test
  void enablingTurnsTheHelpersOnWhereTheLibraryHasThem() {
    OneDnnStatus status = OneDnn.enable();

    assertEquals(OneDnn.probe(), status.isActive());
    assertEquals(status.isActive(), BaseMKLDNNHelper.mklDnnEnabled(), "Deeplearning4j agrees");
  }

  @Test
  void statusWithoutThePropertyNamesTheProperty() {
    assumeTrue(OneDnn.probe(), OneDnnStatus.NOT_BUILT_IN.message());
    System.clearProperty(OneDnn.HELPERS_DISABLED_PROPERTY);

    OneDnnStatus status = OneDnn.status();

    assertEquals(OneDnnStatus.HELPERS_DISABLED, status);
    assertTrue(status.message().contains("-D" + OneDnn.HELPERS_DISABLED_PROPERTY + "=false"));
  }

  @Test
  void statusSaysWhenNativeHelpersAreOff() {
    assumeTrue(OneDnn.enable().isActive(), OneDnn.status().message());
    Nd4j.getEnvironment().allowHelpers(false);
    try {
      assertEquals(OneDnnStatus.NATIVE_HELPERS_OFF, OneDnn.status());
    } finally {
      Nd4j.getEnvironment().allowHelpers(true);
    }
  }

  @Test
  void aLibraryBuiltWithoutOneDnnIsRecognised() {
    assertFalse(OneDnn.isBuiltWithOneDnn("GCC: \"7.5.0\"\nHAVE_FLATBUFFERS\nHAVE_OPENBLAS\n"));
    assertTrue(OneDnn.isBuiltWithOneDnn("HAVE_FLATBUFFERS\r\nHAVE_ONEDNN\r\nHAVE_OPENBLAS"));
  }

  private static MultiLayerNetwork network() {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(7)
                .updater(new Sgd(0.1))
                .list()
                .layer(
                    new ConvolutionLayer.Builder(3, 3).nOut(6).activation(Activation.RELU).build())
                .layer(new BatchNormalization())
                .layer(new SubsamplingLayer.Builder().kernelSize(2, 2).stride(2, 2).build())
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.convolutional(10, 10, 3))
                .build());
    network.init();
    return network;
  }

  private static INDArray gradient(MultiLayerNetwork network) {
    Nd4j.getRandom().setSeed(11);
    network.setInput(Nd4j.rand(DataType.FLOAT, MINIBATCH, 3, 10, 10));
    INDArray labels = Nd4j.zeros(DataType.FLOAT, MINIBATCH, 4);
    for (int i = 0; i < MINIBATCH; i++) {
      labels.putScalar(i, i % 4, 1);
    }
    network.setLabels(labels);
    network.computeGradientAndScore();
    // The mean over the minibatch: what the updater applies.
    return network.gradient().gradient().div(MINIBATCH);
  }
}
