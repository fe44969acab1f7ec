package org.dl4jmot.core.verify;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Random;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.junit.jupiter.api.Test;

class RecurrentStepsTest {
  private static final int STEPS = 24;
  private static final int FEATURES = 3;
  private static final int UNITS = 5;
  private final Random random = new Random(3);

  @Test
  void aStepThatDoesNotFollowFromTheOneBeforeIsSeen() {
    float[] recurrent = gaussian(UNITS * UNITS, 3);
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(Tensor.ofFloat("in", Shape.of(1, STEPS, FEATURES)));
    builder.output(
        "out",
        builder.node(
            "rnn",
            UnidirectionalSequenceRnn.of(RecurrentActivation.TANH),
            List.of(
                input,
                constant(builder, "w", gaussian(UNITS * FEATURES, 1), UNITS, FEATURES),
                constant(builder, "r", recurrent, UNITS, UNITS),
                constant(builder, "b", gaussian(UNITS, 1), UNITS)),
            "out"));
    Graph graph = builder.build();
    GraphRun run = new GraphRun(graph);
    float[] sequence = gaussian(STEPS * FEATURES, 1);
    run.run(new float[][] {sequence});
    Node node = graph.nodes().get(0);
    RecurrentSteps steps = new RecurrentSteps(graph, node, run::reals);
    float[] states = run.reals("out");
    assertTrue(steps.hold(sequence, states));

    int changed = (STEPS - 2) * UNITS + 1;
    states[changed] += states[changed] > 0 ? -1e-3f : 1e-3f;
    assertFalse(steps.hold(sequence, states));
  }

  private static Tensor constant(GraphBuilder builder, String name, float[] values, int... shape) {
    return builder.add(Tensor.constant(name, Shape.of(shape), ConstantData.of(values)));
  }

  private float[] gaussian(int count, double spread) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = (float) (random.nextGaussian() * spread);
    }
    return values;
  }
}
