package org.dl4jmot.runtime.delegate;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/** A graph divided between a delegate and the built-in kernels: why each left node is left. */
final class Division {
  private final Graph graph;
  private final Map<Node, String> left = new LinkedHashMap<>();
  private final List<String> failures = new ArrayList<>();

  Division(Graph graph) {
    this.graph = graph;
  }

  /** Leaves a node to the built-in kernels; the first reason stays. */
  void leave(Node node, String reason) {
    left.putIfAbsent(node, reason);
  }

  /** Notes a node that the delegate takes, and that makes LiteRT refuse the whole graph then. */
  void fail(Node node, String reason) {
    failures.add(node.name() + ": " + reason);
  }

  boolean takes(Node node) {
    return !left.containsKey(node);
  }

  /** The parts in the order in which they run. */
  List<Partitions.Part> parts() {
    return Partitions.of(graph, this::takes);
  }

  DelegateVerdict verdict(Delegate delegate) {
    List<Partitions.Part> parts = parts();
    List<NodeVerdict> nodes =
        graph.nodes().stream()
            .map(
                node -> new NodeVerdict(node.name(), node.op().type(), left.getOrDefault(node, "")))
            .toList();
    return new DelegateVerdict(
        delegate.name(),
        delegate.source(),
        delegate.evidence(),
        nodes,
        (int) parts.stream().filter(Partitions.Part::delegated).count(),
        Math.max(0, parts.size() - 1),
        failures);
  }
}
