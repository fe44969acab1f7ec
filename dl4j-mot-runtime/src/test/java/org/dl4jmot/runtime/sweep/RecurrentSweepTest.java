package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Stream;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** Recurrent operations give LiteRT's values, from zero state at every run. */
class RecurrentSweepTest {
  /**
   * A step adds an error of the order of 1e-7 (sums in another order, exponentials within 16 units
   * in the last place); at most 5 further steps each pass on at most 9 times an error, their
   * weights' absolute row sum, and saturation keeps far less of it in practice.
   */
  private static final double FLOAT_BOUND = 1e-5;

  /**
   * Where an exponential's last bit decides how a state is rounded to int8, a state element, or by
   * way of the zero point all of them, differ by a step of 1/127 from there on.
   */
  private static final double BOUND_OF_A_STATE_ROUNDED_OTHERWISE = 0.1;

  @TestFactory
  Stream<DynamicTest> givesTheSameSequencesUpToTheOrderOfSums() {
    return SweepRunner.tests(RecurrentCases.FLOATS, RecurrentSweepTest::sameUpToOrder);
  }

  @TestFactory
  Stream<DynamicTest> givesTheFloatsOfLiteRtWithIntegerWeightsWithoutExponentials() {
    return SweepRunner.tests(RecurrentCases.HYBRIDS_WITHOUT_EXPONENTIALS, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> givesTheBytesOfLiteRt() {
    return SweepRunner.tests(RecurrentCases.INTEGERS, SweepRunner::sameBytes);
  }

  @TestFactory
  Stream<DynamicTest> rarelyRoundsAStateOtherwiseWithIntegerWeights() {
    return RecurrentCases.HYBRIDS.entrySet().stream()
        .map(entry -> DynamicTest.dynamicTest(entry.getKey(), () -> rarelyDiffers(entry)));
  }

  private static void rarelyDiffers(Map.Entry<String, Function<Draw, Graph>> cases) {
    AtomicInteger runs = new AtomicInteger();
    AtomicInteger different = new AtomicInteger();
    SweepRunner.sweep(
        cases.getKey(),
        cases.getValue(),
        (graph, ours, theirs, message) -> {
          double difference = largestDifference(ours, theirs);
          runs.incrementAndGet();
          different.addAndGet(difference > FLOAT_BOUND ? 1 : 0);
          assertTrue(
              difference <= BOUND_OF_A_STATE_ROUNDED_OTHERWISE, () -> difference + ": " + message);
        });
    assertTrue(
        different.get() <= 0.1 * runs.get(), () -> different + " of " + runs + " runs differ");
  }

  private static void sameUpToOrder(
      Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    double difference = largestDifference(ours, theirs);
    assertTrue(difference <= FLOAT_BOUND, () -> difference + ": " + message);
  }

  /** Relative to the sequence's largest value where that is above 1. */
  private static double largestDifference(Interpreter ours, LiteRtModel theirs) {
    float[] expected = theirs.readFloats(theirs.outputs().get(0));
    float[] actual = ours.output(0).toFloats();
    double largest = 0;
    double scale = 1;
    for (int i = 0; i < expected.length; i++) {
      scale = Math.max(scale, Math.abs(expected[i]));
      largest = Math.max(largest, Math.abs(expected[i] - actual[i]));
    }
    return largest / scale;
  }
}
