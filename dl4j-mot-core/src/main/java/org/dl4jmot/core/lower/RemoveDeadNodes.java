package org.dl4jmot.core.lower;

import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/** Removes nodes whose results nobody reads. */
final class RemoveDeadNodes implements Rule {
  @Override
  public String name() {
    return "remove-dead-nodes";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(
        graph,
        node ->
            isDead(graph, node)
                ? Optional.of(graph.edit().remove(node).build())
                : Optional.empty());
  }

  private static boolean isDead(Graph graph, Node node) {
    return node.outputs().stream()
        .allMatch(output -> graph.consumers(output).isEmpty() && !graph.isOutput(output));
  }
}
