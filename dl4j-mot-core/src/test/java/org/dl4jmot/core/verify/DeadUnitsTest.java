package org.dl4jmot.core.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.recurrent.LastTimeStep;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

class DeadUnitsTest {
  /** The state stays zero, so that no ratio of magnitudes tells how differences grow. */
  @Test
  void aStateOfZerosDoesNotMakeTheToleranceInfinite() {
    LSTM lstm =
        new LSTM.Builder()
            .nOut(1)
            .activation(Activation.SOFTSIGN)
            .gateActivationFunction(Activation.HARDSIGMOID)
            .build();
    InputType type = InputType.recurrent(2, 6, RNNFormat.NCW);
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .list()
                .layer(new LastTimeStep(lstm))
                .setInputType(type)
                .build());
    network.init();
    INDArray weights = network.getParam("0_W");
    weights.assign(0);
    network.getParam("0_b").putScalar(0, 0).putScalar(1, -0.08).putScalar(2, 0.08);
    VerificationReport report = EdgeExporter.of(network, type).export().report().verification();
    assertTrue(report.passed(), () -> report.failures().toString());
  }
}
