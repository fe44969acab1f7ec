package org.dl4jmot.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.runtime.graph.Graph;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** Checks that a frozen and a lowered network answer as the trained one does. */
public final class Agreement {
  private static final int SAMPLES = 3;

  private Agreement() {}

  /**
   * Freezes and lowers a network and compares the answers of both graphs, and of LiteRT with the
   * latter's file, with the network's on random inputs.
   *
   * @return the lowered graph
   */
  public static Graph check(Model model, InputType... types) {
    FrozenNetwork frozen = Freezer.freeze(model, types);
    Graph lowered = Lowering.standard().apply(frozen.graph());
    INDArray[] batches = batches(frozen);
    INDArray[] answers = output(model, batches);
    for (int sample = 0; sample < SAMPLES; sample++) {
      float[][] inputs = inputs(frozen, batches, sample);
      Map<String, float[]> values = Runs.run(frozen.graph(), inputs);
      Map<String, double[]> bounds = RoundingBound.of(frozen.graph(), values);
      Map<String, float[]> loweredValues = Runs.run(lowered, inputs);
      Map<String, float[]> liteRtValues = Runs.runInLiteRt(lowered, inputs);
      for (int i = 0; i < answers.length; i++) {
        String port = frozen.graph().outputs().get(i).name();
        String tensor = frozen.graph().outputs().get(i).tensor();
        double[] bound = bounds.get(tensor);
        float[] expected = frozen.outputs().get(i).sample(answers[i], sample);
        requireSharp(port, bound, expected);
        assertClose("frozen, output " + port, expected, values.get(tensor), bound);
        String loweredTensor = lowered.outputs().get(i).tensor();
        assertClose("lowered, output " + port, expected, loweredValues.get(loweredTensor), bound);
        if (!liteRtValues.isEmpty()) {
          assertClose("LiteRT, output " + port, expected, liteRtValues.get(port), bound);
        }
      }
    }
    return lowered;
  }

  private static INDArray[] batches(FrozenNetwork frozen) {
    Nd4j.getRandom().setSeed(11);
    return frozen.inputs().stream()
        .map(input -> Nd4j.randn(DataType.FLOAT, input.batchShape(SAMPLES)))
        .toArray(INDArray[]::new);
  }

  private static float[][] inputs(FrozenNetwork frozen, INDArray[] batches, int sample) {
    float[][] inputs = new float[batches.length][];
    for (int i = 0; i < inputs.length; i++) {
      inputs[i] = frozen.inputs().get(i).sample(batches[i], sample);
    }
    return inputs;
  }

  private static INDArray[] output(Model model, INDArray[] batches) {
    // Copies: ActivationLayer of 1.0.0-M2.1 works in place, on the network's input too.
    INDArray[] copies = Arrays.stream(batches).map(INDArray::dup).toArray(INDArray[]::new);
    return model instanceof ComputationGraph graph
        ? graph.output(copies)
        : new INDArray[] {((MultiLayerNetwork) model).output(copies[0])};
  }

  /** A bound as large as the values would prove nothing. */
  private static void requireSharp(String port, double[] bounds, float[] expected) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    double bound = Arrays.stream(bounds).min().orElse(0);
    assertTrue(bound < 1e-2 * largest, port + ": bound " + bound + " for values up to " + largest);
  }

  /** Asserts that no element is further apart than its channel's bound. */
  public static void assertClose(String what, float[] expected, float[] actual, double... bounds) {
    assertEquals(expected.length, actual.length, what + ": elements");
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], bounds[i % bounds.length], what + ", element " + i);
    }
  }

  /** Types of a graph's operations, in order. */
  public static List<String> operations(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().type()).toList();
  }
}
