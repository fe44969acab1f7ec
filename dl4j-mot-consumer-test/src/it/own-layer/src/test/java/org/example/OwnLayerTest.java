package org.example;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Layers that only this project knows are exported by its own translators. */
class OwnLayerTest {
  @TempDir private Path directory;
  private INDArray batch;

  @BeforeEach
  void drawABatch() {
    Nd4j.getRandom().setSeed(5);
    batch = Nd4j.randn(DataType.FLOAT, 64, 6);
  }

  @Test
  void theFileAnswersAsTheNetwork() throws Exception {
    MultiLayerNetwork network = network(new Gated(1.7));
    Path file = directory.resolve("float.tflite");
    ExportReport report = EdgeExporter.of(network).verifyOn(batch).write(file);
    assertTrue(report.verification().referencePresent(), "run in the real LiteRT too");
    Interpreter interpreter = new Interpreter(TfliteReader.read(file).graph());
    interpreter.input(0).set(batch.getRow(3).dup().data().asFloat());
    interpreter.run();
    // Softmax amplifies the rounding of a handful of products by no more than their size.
    assertArrayEquals(
        network.output(batch).getRow(3).dup().data().asFloat(),
        interpreter.output(0).toFloats(),
        1e-5f);
  }

  @Test
  void theIntegerFileIsVerifiedByteForByte() {
    ExportReport report =
        EdgeExporter.of(network(new Gated(1.7)))
            .quantize(FullInteger.calibratedBy(List.of(batch)))
            .write(directory.resolve("int8.tflite"));
    assertTrue(report.verification().referencePresent(), "run in the real LiteRT too");
  }

  @Test
  void aSubclassIsNotWhatItsSuperclassTranslates() {
    IllegalArgumentException e =
        assertThrows(
            IllegalArgumentException.class,
            () ->
                EdgeExporter.of(network(new GatedTwice())).write(directory.resolve("none.tflite")));
    assertTrue(e.getMessage().contains("freeze.spi.Translator"), e.getMessage());
  }

  /** Might compute something else. */
  public static class GatedTwice extends Gated {
    private static final long serialVersionUID = 1;
  }

  private static MultiLayerNetwork network(Gated gated) {
    MultiLayerNetwork network =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .seed(3)
                .list()
                .layer(new DenseLayer.Builder().nOut(8).activation(Activation.TANH).build())
                .layer(gated)
                .layer(new Scale(8))
                .layer(
                    new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(4)
                        .activation(Activation.SOFTMAX)
                        .build())
                .setInputType(InputType.feedForward(6))
                .build());
    network.init();
    return network;
  }
}
