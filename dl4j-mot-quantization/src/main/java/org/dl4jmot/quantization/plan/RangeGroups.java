package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;

/**
 * Tensors that are quantized with the same parameters, each group led by the tensor whose range
 * counts. A group grows downstream: results that take their input's parameters join it. An
 * operation that wants all its inputs in its result's parameters absorbs the groups of its inputs
 * where that loses nothing.
 */
final class RangeGroups {
  private final Graph graph;
  private final Predicate<Node> integer;
  private final Map<String, String> leaders = new LinkedHashMap<>();

  RangeGroups(Graph graph, Predicate<Node> integer) {
    this.graph = graph;
    this.integer = integer;
  }

  boolean contains(String tensor) {
    return leaders.containsKey(tensor);
  }

  void start(String tensor) {
    leaders.put(tensor, tensor);
  }

  void join(String member, String joining) {
    leaders.put(joining, leaders.get(member));
  }

  /**
   * Puts the group of a node's input under the lead of its result, if nothing speaks against it.
   */
  boolean absorb(String input, Node node) {
    String leader = leaders.get(input);
    if (leader.equals(node.output())) {
      return true;
    }
    List<String> group = members(leader);
    boolean fits =
        startsInside(leader)
            && !trainedApart(group, node.output())
            && group.stream().allMatch(member -> servesOnly(member, node));
    if (fits) {
      group.forEach(member -> leaders.put(member, node.output()));
    }
    return fits;
  }

  // A network's input keeps its own range, and so does what a float node computes.
  private boolean startsInside(String leader) {
    return graph.producer(leader).filter(integer).isPresent();
  }

  private boolean trainedApart(List<String> group, String result) {
    TrainedQuantization wanted = graph.tensor(result).trained().orElse(null);
    return wanted != null
        && group.stream()
            .map(graph::tensor)
            .map(Tensor::trained)
            .anyMatch(trained -> trained.isPresent() && !trained.get().equals(wanted));
  }

  // Another reader, or an output of the network, would suffer from the wider range; an average
  // pool's narrower result would clip the pool's input.
  private boolean servesOnly(String member, Node gatherer) {
    return !graph.isOutput(member)
        && graph.consumers(member).stream()
            .allMatch(reader -> reader.equals(gatherer) || passesOn(reader, member));
  }

  private boolean passesOn(Node reader, String member) {
    return PolicyTable.of(reader.op()).commutesWithClamp()
        && leaders.getOrDefault(reader.output(), "").equals(leaders.get(member));
  }

  private List<String> members(String leader) {
    return leaders.entrySet().stream()
        .filter(entry -> entry.getValue().equals(leader))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** The leaders in the graph's order, each with its group. */
  List<RangedTensor> ranged() {
    Map<String, List<String>> byLeader = new LinkedHashMap<>();
    for (Tensor tensor : graph.tensors()) {
      if (contains(tensor.name())) {
        byLeader
            .computeIfAbsent(leaders.get(tensor.name()), key -> new ArrayList<>())
            .add(tensor.name());
      }
    }
    List<String> order = graph.tensors().stream().map(Tensor::name).toList();
    return byLeader.keySet().stream()
        .sorted(Comparator.comparingInt(order::indexOf))
        .map(name -> new RangedTensor(name, origin(name, byLeader.get(name)), byLeader.get(name)))
        .toList();
  }

  /**
   * Where a tensor comes from, or else the first one that holds the same values, or else the only
   * one whose values the group holds.
   */
  private Optional<Origin> origin(String leader, List<String> group) {
    Optional<Origin> same =
        Rearranged.of(graph, leader, group).stream()
            .flatMap(name -> graph.tensor(name).origin().stream())
            .findFirst();
    List<String> sources =
        group.stream()
            .filter(name -> graph.producer(name).filter(KnownRanges::isSource).isPresent())
            .toList();
    return same.or(
        () -> sources.size() == 1 ? graph.tensor(sources.get(0)).origin() : Optional.empty());
  }
}
