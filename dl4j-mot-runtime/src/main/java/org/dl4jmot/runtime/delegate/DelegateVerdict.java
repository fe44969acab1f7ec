package org.dl4jmot.runtime.delegate;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What a delegate makes of a graph.
 *
 * @param delegate name of the delegate
 * @param source where its rules are published
 * @param evidence how far they have been compared with the delegate itself
 * @param nodes the nodes in the graph's order
 * @param partitions connected pieces that the delegate runs
 * @param handovers how often data changes between delegate and built-in kernels in one run
 * @param failures nodes the delegate takes and then cannot prepare, so that LiteRT refuses the
 *     whole graph with this delegate on; empty in nearly every graph
 */
public record DelegateVerdict(
    String delegate,
    String source,
    String evidence,
    List<NodeVerdict> nodes,
    int partitions,
    int handovers,
    List<String> failures) {
  /** Copies the lists. */
  public DelegateVerdict {
    nodes = List.copyOf(nodes);
    failures = List.copyOf(failures);
  }

  /** How many nodes the delegate runs. */
  public int delegated() {
    return (int) nodes.stream().filter(NodeVerdict::isDelegated).count();
  }

  /** Whether the delegate runs the whole graph. */
  public boolean isWhole() {
    return delegated() == nodes.size();
  }

  /** The first node that stays with the built-in kernels; empty if none does. */
  public Optional<NodeVerdict> firstLeft() {
    return nodes.stream().filter(node -> !node.isDelegated()).findFirst();
  }

  /** The reasons for which nodes are left, in order of their first node, each with those nodes. */
  public Map<String, List<NodeVerdict>> reasons() {
    Map<String, List<NodeVerdict>> reasons = new LinkedHashMap<>();
    for (NodeVerdict node : nodes) {
      if (!node.isDelegated()) {
        reasons.merge(node.reason(), List.of(node), DelegateVerdict::joined);
      }
    }
    return reasons;
  }

  private static <T> List<T> joined(List<T> left, List<T> right) {
    return Stream.concat(left.stream(), right.stream()).toList();
  }

  /** One line, for example {@code XNNPACK: 11 of 12 nodes in 1 piece}. */
  public String summary() {
    return delegate
        + ": "
        + (isWhole() ? "all " + nodes.size() : delegated() + " of " + nodes.size())
        + " nodes in "
        + partitions
        + (partitions == 1 ? " piece" : " pieces")
        + (failures.isEmpty() ? "" : ", and LiteRT refuses the file");
  }
}
