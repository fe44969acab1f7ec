package org.dl4jmot.runtime.graph;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A rewrite of a graph in progress: nodes are replaced, removed and rewired in place, so that the
 * order stays; {@link #build} drops tensors that nobody names any more and validates the result.
 * Not thread-safe.
 */
public final class GraphEdit {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Node> nodes;
  private List<Port> inputs;
  private List<Port> outputs;

  GraphEdit(Graph graph) {
    graph.tensors().forEach(tensor -> tensors.put(tensor.name(), tensor));
    nodes = new ArrayList<>(graph.nodes());
    inputs = graph.inputs();
    outputs = graph.outputs();
  }

  /** Adds a tensor, or replaces the one of the same name. */
  public GraphEdit put(Tensor tensor) {
    tensors.put(tensor.name(), tensor);
    return this;
  }

  /** A name no tensor has yet: the wanted one, or that with a number behind it. */
  public String freshName(String wanted) {
    String name = wanted;
    for (int suffix = 2; tensors.containsKey(name) || hasNode(name); suffix++) {
      name = wanted + "#" + suffix;
    }
    return name;
  }

  private boolean hasNode(String name) {
    return nodes.stream().anyMatch(node -> node.name().equals(name));
  }

  /**
   * Puts nodes in the place of one; none removes it.
   *
   * @throws NoSuchElementException if the graph has no node of that name
   */
  public GraphEdit replace(Node old, Node... replacement) {
    int index = indexOf(old);
    nodes.remove(index);
    nodes.addAll(index, Arrays.asList(replacement));
    return this;
  }

  /** Removes a node; its results must be redirected or unused. */
  public GraphEdit remove(Node node) {
    return replace(node);
  }

  /** Adds nodes directly in front of one. */
  public GraphEdit insertBefore(Node place, Node... added) {
    nodes.addAll(indexOf(place), Arrays.asList(added));
    return this;
  }

  /** Adds nodes directly behind one. */
  public GraphEdit insertAfter(Node place, Node... added) {
    nodes.addAll(indexOf(place) + 1, Arrays.asList(added));
    return this;
  }

  /** Adds a node in front of all others. */
  public GraphEdit prepend(Node node) {
    nodes.add(0, node);
    return this;
  }

  /** Adds a node behind all others. */
  public GraphEdit append(Node node) {
    nodes.add(node);
    return this;
  }

  /** Lets every node and every output that reads {@code from} read {@code to} instead. */
  public GraphEdit redirect(String from, String to) {
    nodes.replaceAll(node -> node.rewired(from, to));
    outputs = rewired(outputs, from, to);
    return this;
  }

  /** Lets an output port show another tensor. */
  public GraphEdit redirectOutput(String from, String to) {
    outputs = rewired(outputs, from, to);
    return this;
  }

  /** Lets an input port feed another tensor. */
  public GraphEdit redirectInput(String from, String to) {
    inputs = rewired(inputs, from, to);
    return this;
  }

  private static List<Port> rewired(List<Port> ports, String from, String to) {
    return ports.stream()
        .map(port -> port.tensor().equals(from) ? new Port(port.name(), to) : port)
        .toList();
  }

  private int indexOf(Node wanted) {
    for (int i = 0; i < nodes.size(); i++) {
      if (nodes.get(i).name().equals(wanted.name())) {
        return i;
      }
    }
    throw new NoSuchElementException("graph has no node '" + wanted.name() + "'");
  }

  /**
   * The rewritten graph, without the tensors nothing names any more.
   *
   * @throws InvalidGraphException listing everything that is wrong with it
   */
  public Graph build() {
    Set<String> named = new HashSet<>();
    inputs.forEach(port -> named.add(port.tensor()));
    outputs.forEach(port -> named.add(port.tensor()));
    for (Node node : nodes) {
      named.addAll(node.inputs());
      named.addAll(node.outputs());
    }
    Map<String, Tensor> kept = new LinkedHashMap<>(tensors);
    kept.keySet().retainAll(named);
    return new Graph(kept, nodes, inputs, outputs);
  }
}
