package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Pad;

/** Makes one zero padding of two in a row. */
final class MergePads implements Rule {
  @Override
  public String name() {
    return "merge-pads";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> merged(graph, node));
  }

  private static Optional<Graph> merged(Graph graph, Node second) {
    if (!(second.op() instanceof Pad outer)) {
      return Optional.empty();
    }
    return Rewrites.onlyProducer(graph, second.input())
        .filter(first -> first.op() instanceof Pad)
        .filter(first -> graph.tensor(first.output()).trained().isEmpty())
        .map(
            first -> {
              Pad inner = (Pad) first.op();
              Pad both =
                  new Pad(sum(inner.before(), outer.before()), sum(inner.after(), outer.after()));
              return Rewrites.fuse(graph.edit(), first, second, both).build();
            });
  }

  private static List<Integer> sum(List<Integer> a, List<Integer> b) {
    return IntStream.range(0, a.size()).mapToObj(i -> a.get(i) + b.get(i)).toList();
  }
}
