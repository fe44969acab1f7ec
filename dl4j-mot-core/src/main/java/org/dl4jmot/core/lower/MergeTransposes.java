package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Transpose;

/** Lets a transposition read what an earlier one read; one that undoes it does nothing. */
final class MergeTransposes implements Rule {
  @Override
  public String name() {
    return "merge-transposes";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> merged(graph, node));
  }

  private static Optional<Graph> merged(Graph graph, Node node) {
    if (!(node.op() instanceof Transpose second)) {
      return Optional.empty();
    }
    return Rewrites.onlyProducer(graph, node.input())
        .filter(first -> graph.tensor(first.output()).trained().isEmpty())
        .filter(first -> first.op() instanceof Transpose)
        .map(
            first -> {
              Op both = composed((Transpose) first.op(), second);
              return Rewrites.fuse(graph.edit(), first, node, both).build();
            });
  }

  private static Op composed(Transpose first, Transpose second) {
    List<Integer> permutation =
        second.permutation().stream().map(axis -> first.permutation().get(axis)).toList();
    List<Integer> same = IntStream.range(0, permutation.size()).boxed().toList();
    return permutation.equals(same) ? new Identity() : new Transpose(permutation);
  }
}
