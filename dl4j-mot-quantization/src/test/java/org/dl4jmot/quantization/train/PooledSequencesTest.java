package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.learning.config.Sgd;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Networks that pool sequences train, whatever shape the gradient comes back in. */
class PooledSequencesTest {
  @ParameterizedTest
  @EnumSource(PoolingType.class)
  void lossFalls(PoolingType type) {
    InputType sequences = InputType.recurrent(4, 5);
    ComputationGraph plain =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(1)
                .updater(new Sgd(0.05))
                .graphBuilder()
                .addInputs("in")
                .addLayer("pool", new GlobalPoolingLayer.Builder(type).pnorm(2).build(), "in")
                .addLayer(
                    "out",
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nOut(2)
                        .activation(Activation.IDENTITY)
                        .build(),
                    "pool")
                .setOutputs("out")
                .setInputTypes(sequences)
                .build());
    plain.init();
    INDArray inputs = Nd4j.linspace(DataType.FLOAT, -1, 0.0125, 160).reshape(8, 4, 5);
    DataSet data = new DataSet(inputs, Nd4j.ones(DataType.FLOAT, 8, 2));
    ComputationGraph aware = QuantizationAware.network(plain, sequences);

    aware.fit(data);
    double before = aware.score(data);
    for (int step = 0; step < 5; step++) {
      aware.fit(data);
    }

    assertTrue(aware.score(data) < before, () -> "loss " + before);
  }
}
