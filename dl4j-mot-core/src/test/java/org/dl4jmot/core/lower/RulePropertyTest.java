package org.dl4jmot.core.lower;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.dl4jmot.core.testing.Agreement;
import org.dl4jmot.core.testing.RoundingBound;
import org.dl4jmot.core.testing.Runs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Identity;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * On random graphs, no rule alone and not all of them together change what a graph answers by more
 * than the rounding of two computations of it.
 */
class RulePropertyTest {
  private static final int GRAPHS = 400;

  /** A rule that never finds its pattern would pass any test. */
  private static final int LEAST_REWRITTEN = 15;

  @TestFactory
  Stream<DynamicTest> ruleKeepsOutputs() {
    return Lowering.standard().rules().stream()
        .map(rule -> DynamicTest.dynamicTest(rule.name(), () -> check(rule)));
  }

  private static void check(Rule rule) {
    int rewritten = 0;
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph graph = RandomLowerable.of(seed);
      Graph result = new Lowering(List.of(rule)).apply(graph);
      if (result != graph) {
        rewritten++;
        assertSameAnswers(rule.name() + ", seed " + seed, graph, result, seed);
      }
    }
    assertTrue(
        rewritten >= LEAST_REWRITTEN,
        rule.name() + " rewrote " + rewritten + " of " + GRAPHS + " graphs");
  }

  @Test
  void allRulesTogetherKeepOutputs() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph graph = RandomLowerable.of(seed);
      Graph lowered = Lowering.standard().apply(graph);
      assertSameAnswers("seed " + seed, graph, lowered, seed);
      assertTrue(lowered.nodes(Identity.class).isEmpty(), "seed " + seed);
    }
  }

  @Test
  void loweringALoweredGraphChangesNothing() {
    for (long seed = 0; seed < GRAPHS; seed++) {
      Graph lowered = Lowering.standard().apply(RandomLowerable.of(seed));
      assertEquals(
          lowered.toString(), Lowering.standard().apply(lowered).toString(), "seed " + seed);
    }
  }

  private static void assertSameAnswers(String what, Graph graph, Graph result, long seed) {
    float[][] inputs = Runs.randomInputs(graph, seed);
    Map<String, float[]> values = Runs.run(graph, inputs);
    Map<String, float[]> resultValues = Runs.run(result, inputs);
    Map<String, double[]> bounds = RoundingBound.of(graph, values);
    Map<String, double[]> resultBounds = RoundingBound.of(result, resultValues);
    for (int i = 0; i < graph.outputs().size(); i++) {
      Port port = graph.outputs().get(i);
      String tensor = result.outputs().get(i).tensor();
      double[] bound = bounds.get(port.tensor()).clone();
      Arrays.setAll(bound, c -> bound[c] + resultBounds.get(tensor)[c]);
      Agreement.assertClose(
          what + ", output " + port.name(),
          values.get(port.tensor()),
          resultValues.get(tensor),
          bound);
    }
  }
}
