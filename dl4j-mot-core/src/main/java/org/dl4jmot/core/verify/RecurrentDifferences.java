package org.dl4jmot.core.verify;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * How far the runtimes are apart in the results of plain recurrent operations, where every step of
 * both is right by itself: {@link RecurrentSteps}.
 */
final class RecurrentDifferences {
  private final Graph graph;
  private final Function<String, float[]> reals;
  private final Set<Node> nodes;
  // Made after the first run: weights may be computed, out of half precision.
  private final Map<Node, RecurrentSteps> steps = new HashMap<>();
  private final Map<String, Double> largest = new HashMap<>();
  private final Set<String> wrong = new HashSet<>();

  /**
   * Nothing yet.
   *
   * @param reals the values of a tensor of the graph as they are now
   */
  RecurrentDifferences(Graph graph, Function<String, float[]> reals) {
    this.graph = graph;
    this.reals = reals;
    nodes =
        graph.nodes().stream()
            .filter(RecurrentSteps::concerns)
            .filter(node -> graph.tensor(node.output()).type() == DataType.FLOAT32)
            .collect(Collectors.toSet());
  }

  /** Compares the last runs of both, behind a node. */
  void note(Node node, ReferenceModel reference) {
    if (nodes.contains(node)) {
      compare(node, reference);
    }
  }

  private void compare(Node node, ReferenceModel reference) {
    float[] ours = reals.apply(node.output());
    float[] theirs = floats(reference.tensor(node.output()), ours.length);
    float[] ourInput = reals.apply(node.input());
    float[] theirInput = floats(reference.tensor(node.input()), ourInput.length);
    double difference = 0;
    for (int i = 0; i < ours.length; i++) {
      difference = Math.max(difference, Math.abs((double) ours[i] - theirs[i]));
    }
    largest.merge(node.output(), difference, Math::max);
    RecurrentSteps each =
        steps.computeIfAbsent(node, key -> new RecurrentSteps(graph, node, reals));
    if (!each.hold(ourInput, ours) || !each.hold(theirInput, theirs)) {
      wrong.add(node.output());
    }
  }

  private static float[] floats(ByteBuffer bytes, int count) {
    FloatBuffer values = bytes.asFloatBuffer();
    float[] floats = new float[Math.min(count, values.remaining())];
    values.get(floats);
    return floats.length == count ? floats : new float[count];
  }

  /** The largest difference of each tensor over all samples, if both are right in all. */
  Map<String, Double> explained() {
    Map<String, Double> explained = new HashMap<>(largest);
    explained.keySet().removeAll(wrong);
    return explained;
  }
}
