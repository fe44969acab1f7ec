package org.dl4jmot.runtime.delegate;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/**
 * Divides a graph between a delegate and the built-in kernels as LiteRT does (graph_info.cc,
 * PartitionGraphIntoIndependentNodeSubsets): from the first node that can run, collect everything
 * on the same side that can run next, then change sides.
 */
final class Partitions {
  /** Nodes that run on one side without a break. */
  record Part(boolean delegated, List<Node> nodes) {}

  private Partitions() {}

  /**
   * The parts in the order in which they run.
   *
   * @param taken which nodes the delegate takes
   */
  static List<Part> of(Graph graph, Predicate<Node> taken) {
    Set<String> missing = new HashSet<>();
    graph.nodes().forEach(node -> missing.addAll(node.outputs()));
    Set<Node> waiting = new LinkedHashSet<>(graph.nodes());
    List<Part> parts = new ArrayList<>();
    while (!waiting.isEmpty()) {
      Node first =
          waiting.stream().filter(node -> isReady(node, missing)).findFirst().orElseThrow();
      boolean side = taken.test(first);
      parts.add(new Part(side, collect(waiting, missing, node -> taken.test(node) == side)));
    }
    return parts;
  }

  private static boolean isReady(Node node, Set<String> missing) {
    return node.inputs().stream().noneMatch(missing::contains);
  }

  /** One walk suffices: nodes stand in an order in which they can run. */
  private static List<Node> collect(
      Set<Node> waiting, Set<String> missing, Predicate<Node> sameSide) {
    List<Node> part = new ArrayList<>();
    for (Node node : waiting) {
      if (sameSide.test(node) && isReady(node, missing)) {
        part.add(node);
        missing.removeAll(node.outputs());
      }
    }
    part.forEach(waiting::remove);
    return part;
  }
}
