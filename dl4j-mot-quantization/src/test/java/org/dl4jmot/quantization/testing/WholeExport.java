package org.dl4jmot.quantization.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.data.NetworkSamples;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Exports a network in float and int8, which runs both files in the real LiteRT and compares it
 * with the interpreter, and compares the interpreter's answers with the network's.
 */
public final class WholeExport {
  /** Samples of the batch, all compared. */
  private static final int SAMPLES = 4;

  /** Of the largest value: what the zoo networks are held to. */
  private static final double FLOAT_TOLERANCE = 1e-4;

  /** In dB: a tenth of the outputs' size. */
  private static final double INTEGER_SIGNAL_TO_NOISE = 20;

  private final Model model;
  private final InputType[] types;
  private final FrozenNetwork frozen;
  private final INDArray[] batch;
  private final INDArray[] answers;

  private WholeExport(Model model, INDArray[] given, InputType... types) {
    this.model = model;
    this.types = types;
    this.frozen = Freezer.freeze(model, types);
    this.batch = given.length > 0 ? given : normal();
    this.answers = answers();
  }

  /** Checks both forms on standard normal inputs. */
  public static void check(Model model, InputType... types) {
    check(model, new INDArray[0], types);
  }

  /**
   * Checks both forms.
   *
   * @param batch one array per input, as the network takes them
   */
  public static void check(Model model, INDArray[] batch, InputType... types) {
    WholeExport export = new WholeExport(model, batch, types);
    export.requireClose(export.exporter());
    CalibrationData data = () -> List.<INDArray[]>of(export.batch).iterator();
    FullInteger integer = FullInteger.calibratedBy(data);
    export.requireSignal(export.exporter().quantize(integer.withBorder(Border.FLOAT32)));
  }

  private EdgeExporter exporter() {
    EdgeExporter exporter =
        model instanceof ComputationGraph graph
            ? EdgeExporter.of(graph, types)
            : EdgeExporter.of((MultiLayerNetwork) model, types);
    return exporter.verifyOn(batch);
  }

  private INDArray[] normal() {
    Nd4j.getRandom().setSeed(11);
    return frozen.inputs().stream()
        .map(input -> Nd4j.randn(DataType.FLOAT, input.batchShape(SAMPLES)))
        .toArray(INDArray[]::new);
  }

  private INDArray[] answers() {
    // Copies: ActivationLayer of 1.0.0-M2.1 works in place, on the network's input too, and
    // Cropping3D answers a part of it.
    INDArray[] copies = Arrays.stream(batch).map(INDArray::dup).toArray(INDArray[]::new);
    INDArray[] outputs =
        model instanceof ComputationGraph graph
            ? graph.output(copies)
            : new INDArray[] {((MultiLayerNetwork) model).output(copies[0])};
    return Arrays.stream(outputs).map(INDArray::dup).toArray(INDArray[]::new);
  }

  private void requireClose(EdgeExporter exporter) {
    compare(
        exporter,
        (what, expected, actual) -> {
          double largest = 0;
          for (float value : expected) {
            largest = Math.max(largest, Math.abs(value));
          }
          assertTrue(largest > 0, what + " is zero throughout, which proves nothing");
          for (int i = 0; i < expected.length; i++) {
            assertEquals(
                expected[i], actual[i], FLOAT_TOLERANCE * largest, what + ", element " + i);
          }
        });
  }

  private void requireSignal(EdgeExporter exporter) {
    double[] energy = new double[2]; // of the signal, of the noise
    compare(
        exporter,
        (what, expected, actual) -> {
          for (int i = 0; i < expected.length; i++) {
            energy[0] += (double) expected[i] * expected[i];
            energy[1] += Math.pow((double) expected[i] - actual[i], 2);
          }
        });
    double decibels = 10 * Math.log10(energy[0] / energy[1]);
    assertTrue(decibels >= INTEGER_SIGNAL_TO_NOISE, decibels + " dB signal to noise in int8");
  }

  /** Looks at one output of one sample. */
  @FunctionalInterface
  private interface Comparison {
    void compare(String what, float[] expected, float[] actual);
  }

  private void compare(EdgeExporter exporter, Comparison comparison) {
    EdgeFile file = exporter.export();
    assertTrue(file.report().verification().referencePresent(), "run in the real LiteRT");
    Graph graph = file.graph();
    List<float[][]> samples = NetworkSamples.of(frozen.inputs(), batch);
    for (int sample = 0; sample < samples.size(); sample++) {
      Interpreter interpreter = new Interpreter(graph);
      for (int i = 0; i < batch.length; i++) {
        interpreter.input(i).set(samples.get(sample)[i]);
      }
      interpreter.run();
      for (int i = 0; i < answers.length; i++) {
        comparison.compare(
            "sample " + sample + " of output " + i,
            frozen.outputs().get(i).sample(answers[i], sample),
            interpreter.output(i).toFloats());
      }
    }
  }
}
