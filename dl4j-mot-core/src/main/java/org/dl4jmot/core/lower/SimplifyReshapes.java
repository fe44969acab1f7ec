package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Lets a reshape read what an earlier reshape read, and a mean drop the axes that a reshape behind
 * it removes.
 */
final class SimplifyReshapes implements Rule {
  @Override
  public String name() {
    return "simplify-reshapes";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> simplified(graph, node));
  }

  private static Optional<Graph> simplified(Graph graph, Node node) {
    if (!(node.op() instanceof Reshape reshape)) {
      return Optional.empty();
    }
    Optional<Node> shared =
        graph
            .producer(node.input())
            .filter(first -> first.op() instanceof Reshape)
            .filter(first -> graph.onlyConsumer(first.output()).isEmpty());
    if (shared.isPresent()) {
      Node direct = node.rewired(node.input(), shared.get().input());
      return Optional.of(graph.edit().replace(node, direct).build());
    }
    return Rewrites.onlyProducer(graph, node.input())
        .filter(first -> graph.tensor(first.output()).trained().isEmpty())
        .flatMap(
            first ->
                merged(graph, first, reshape)
                    .map(op -> Rewrites.fuse(graph.edit(), first, node, op).build()));
  }

  private static Optional<Op> merged(Graph graph, Node first, Reshape reshape) {
    if (first.op() instanceof Reshape) {
      return Optional.of(reshape);
    }
    if (first.op() instanceof Mean mean && mean.keepDimensions()) {
      Mean collapsed = new Mean(mean.axes(), false);
      Shape input = graph.tensor(first.input()).shape();
      boolean same = collapsed.outputShapes(List.of(input)).get(0).equals(reshape.shape());
      return same ? Optional.of(collapsed) : Optional.empty();
    }
    return Optional.empty();
  }
}
