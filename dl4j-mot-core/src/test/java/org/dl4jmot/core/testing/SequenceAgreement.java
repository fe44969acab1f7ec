package org.dl4jmot.core.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Checks that a recurrent network answers as the trained one does. A step's rounding, some 1e-7, is
 * passed on by the steps behind it: 1e-5 of the largest answer is far above what that comes to in a
 * few steps, and far below what a weight in a wrong place does.
 */
public final class SequenceAgreement {
  private static final double RELATIVE = 1e-5;

  private SequenceAgreement() {}

  /** Normally distributed values. */
  public static INDArray gaussian(long seed, long... shape) {
    Random random = new Random(seed);
    INDArray values = Nd4j.create(shape);
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, random.nextGaussian());
    }
    return values;
  }

  /** Indices below a limit. */
  public static INDArray indices(int limit, long... shape) {
    Random random = new Random(limit);
    INDArray values = Nd4j.create(shape);
    for (long i = 0; i < values.length(); i++) {
      values.putScalar(i, random.nextInt(limit));
    }
    return values;
  }

  /**
   * Freezes and lowers a network with one input and output and compares the answers.
   *
   * @return the lowered graph
   */
  public static Graph check(Model model, INDArray batch, InputType... types) {
    FrozenNetwork frozen = Freezer.freeze(model, types);
    Graph lowered = Lowering.standard().apply(frozen.graph());
    INDArray answers = answers(model, batch.dup());
    for (int sample = 0; sample < batch.size(0); sample++) {
      float[] input = frozen.inputs().get(0).sample(batch, sample);
      float[] expected = frozen.outputs().get(0).sample(answers, sample);
      assertClose("frozen", expected, run(frozen.graph(), input));
      assertClose("lowered", expected, run(lowered, input));
    }
    return lowered;
  }

  private static INDArray answers(Model model, INDArray batch) {
    return model instanceof ComputationGraph graph
        ? graph.outputSingle(batch)
        : ((MultiLayerNetwork) model).output(batch);
  }

  private static float[] run(Graph graph, float[] input) {
    Interpreter interpreter = new Interpreter(graph);
    interpreter.input(0).set(input);
    interpreter.run();
    return interpreter.output(0).toFloats();
  }

  private static void assertClose(String what, float[] expected, float[] actual) {
    double largest = 0;
    for (float value : expected) {
      largest = Math.max(largest, Math.abs(value));
    }
    assertTrue(largest > 1e-3, "the network answers next to nothing");
    assertEquals(expected.length, actual.length, what);
    for (int i = 0; i < expected.length; i++) {
      assertEquals(expected[i], actual[i], RELATIVE * largest, what + ", element " + i);
    }
  }
}
