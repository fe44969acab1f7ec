package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** A network of an output layer alone: it reads the network's input itself. */
class OutputLayerAloneTest {
  @Test
  void answersAfterTraining() {
    ComputationGraph plain =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .graphBuilder()
                .addInputs("in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(4)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "in")
                .setOutputs("out")
                .build());
    plain.init();
    INDArray inputs = Nd4j.linspace(DataType.FLOAT, -1, 0.05, 40).reshape(10, 4);
    ComputationGraph aware = QuantizationAware.network(plain);
    aware.fit(new DataSet(inputs, plain.output(inputs)[0]));

    INDArray expected = plain.output(inputs)[0];
    double step = 2 * expected.amaxNumber().doubleValue() / 255;
    // Inputs, weights and results round by half a step each; the inputs' is below 8 of the
    // result's.
    assertEquals(0, aware.output(inputs)[0].sub(expected).amaxNumber().doubleValue(), 8 * step);
  }
}
