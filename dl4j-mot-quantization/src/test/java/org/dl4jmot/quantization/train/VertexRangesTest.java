package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.rnn.LastTimeStepVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;
import org.nd4j.linalg.learning.config.Adam;

/** A vertex that reads the network's input, and one that multiplies three branches. */
class VertexRangesTest {
  private static final InputType SEQUENCES = InputType.recurrent(6, 4);
  private static final int SAMPLES = 100;

  @Test
  void answersAsItsFileAndSurvivesCloning() {
    ComputationGraph aware = QuantizationAware.network(network(), SEQUENCES);
    DataSet data = Networks.images(48, 1, 6, 4);
    INDArray before = data.getFeatures().dup();
    for (int step = 0; step < 15; step++) {
      aware.fit(data);
    }
    assertEquals(before, data.getFeatures(), "rounds a copy of the network's input");
    QuantizationAware.align(aware, SEQUENCES);
    EdgeFile file =
        EdgeExporter.of(aware, SEQUENCES).quantize(FullInteger.fromTrainedRanges()).export();
    INDArray features = Networks.images(SAMPLES, 2, 6, 4).getFeatures();
    INDArray answers = aware.outputSingle(features);
    assertEquals(answers, aware.clone().outputSingle(features));

    FrozenNetwork frozen = Freezer.freeze(aware, SEQUENCES);
    Interpreter interpreter = new Interpreter(file.graph());
    double worst = 0;
    for (int i = 0; i < SAMPLES; i++) {
      interpreter.input(0).setReal(frozen.inputs().get(0).sample(features, i));
      interpreter.run();
      float[] answer = interpreter.output(0).toReal();
      for (int k = 0; k < answer.length; k++) {
        worst = Math.max(worst, Math.abs(answer[k] - answers.getDouble(i, k)));
      }
    }
    // the file's softmax has steps of 1/256
    assertTrue(worst <= 2.0 / 256, "largest difference " + worst);
  }

  private static ComputationGraph network() {
    ComputationGraph network =
        new ComputationGraph(
            new NeuralNetConfiguration.Builder()
                .seed(4)
                .updater(new Adam(1e-2))
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(SEQUENCES)
                .addVertex("last", new LastTimeStepVertex("in"), "in")
                .addLayer("a", dense(), "last")
                .addLayer("b", dense(), "last")
                .addLayer("c", dense(), "last")
                .addVertex(
                    "product", new ElementWiseVertex(ElementWiseVertex.Op.Product), "a", "b", "c")
                .addLayer("out", Networks.softmax("out", 3), "product")
                .setOutputs("out")
                .build());
    network.init();
    return network;
  }

  private static DenseLayer dense() {
    return new DenseLayer.Builder().nOut(8).activation(Activation.LEAKYRELU).build();
  }
}
