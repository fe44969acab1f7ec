package org.dl4jmot.runtime.graph;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A network as data: tensors, and nodes in an order in which they can run. Immutable and always
 * valid: every tensor a node names exists, is constant, fed or computed exactly once and before its
 * use, and every computed tensor has the shape its operation infers.
 */
public final class Graph {
  private final Map<String, Tensor> tensors;
  private final List<Node> nodes;
  private final List<Port> inputs;
  private final List<Port> outputs;
  private final Map<String, Node> producers = new HashMap<>();
  private final Map<String, List<Node>> consumers = new HashMap<>();

  Graph(Map<String, Tensor> tensors, List<Node> nodes, List<Port> inputs, List<Port> outputs) {
    this.tensors = Collections.unmodifiableMap(new LinkedHashMap<>(tensors));
    this.nodes = List.copyOf(nodes);
    this.inputs = List.copyOf(inputs);
    this.outputs = List.copyOf(outputs);
    List<String> problems = GraphValidator.problems(this);
    if (!problems.isEmpty()) {
      throw new InvalidGraphException(problems);
    }
    for (Node node : this.nodes) {
      node.outputs().forEach(name -> producers.put(name, node));
      node.inputs().stream()
          .distinct()
          .forEach(name -> consumers.computeIfAbsent(name, key -> new ArrayList<>()).add(node));
    }
  }

  /** A builder of a new graph. */
  public static GraphBuilder builder() {
    return new GraphBuilder();
  }

  /** Starts a rewrite of this graph; this graph stays as it is. */
  public GraphEdit edit() {
    return new GraphEdit(this);
  }

  /** All tensors, in the order in which they were added. */
  public Collection<Tensor> tensors() {
    return tensors.values();
  }

  /**
   * The tensor of a name.
   *
   * @throws NoSuchElementException if there is none
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new NoSuchElementException("graph has no tensor '" + name + "'");
    }
    return tensor;
  }

  /** Whether there is a tensor of that name. */
  public boolean hasTensor(String name) {
    return tensors.containsKey(name);
  }

  /** All nodes, in an order in which they can run. */
  public List<Node> nodes() {
    return nodes;
  }

  /** All nodes whose operation is of a kind. */
  public List<Node> nodes(Class<? extends Op> kind) {
    return nodes.stream().filter(node -> kind.isInstance(node.op())).toList();
  }

  /** What the graph is fed, in the network's order. */
  public List<Port> inputs() {
    return inputs;
  }

  /** What the graph answers, in the network's order. */
  public List<Port> outputs() {
    return outputs;
  }

  /** The tensors behind the input ports. */
  public List<Tensor> inputTensors() {
    return inputs.stream().map(port -> tensor(port.tensor())).toList();
  }

  /** The tensors behind the output ports. */
  public List<Tensor> outputTensors() {
    return outputs.stream().map(port -> tensor(port.tensor())).toList();
  }

  /** A node's input tensors, in order. */
  public List<Tensor> inputsOf(Node node) {
    return node.inputs().stream().map(this::tensor).toList();
  }

  /** A node's output tensors, in order. */
  public List<Tensor> outputsOf(Node node) {
    return node.outputs().stream().map(this::tensor).toList();
  }

  /** The node that computes a tensor; empty for constants and inputs. */
  public Optional<Node> producer(String tensor) {
    return Optional.ofNullable(producers.get(tensor));
  }

  /** The nodes that read a tensor, each once, in order. */
  public List<Node> consumers(String tensor) {
    return Collections.unmodifiableList(consumers.getOrDefault(tensor, List.of()));
  }

  /** The node that alone reads a tensor which is no output of the graph; empty otherwise. */
  public Optional<Node> onlyConsumer(String tensor) {
    List<Node> readers = consumers(tensor);
    return readers.size() == 1 && !isOutput(tensor)
        ? Optional.of(readers.get(0))
        : Optional.empty();
  }

  /** Whether a tensor is an output of the graph. */
  public boolean isOutput(String tensor) {
    return outputs.stream().anyMatch(port -> port.tensor().equals(tensor));
  }

  /** Whether a tensor is an input of the graph. */
  public boolean isInput(String tensor) {
    return inputs.stream().anyMatch(port -> port.tensor().equals(tensor));
  }

  /** One line per node. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    inputs.forEach(port -> text.append("input ").append(tensor(port.tensor())).append('\n'));
    for (Node node : nodes) {
      text.append(node).append(' ').append(tensor(node.output()).type());
      text.append(tensor(node.output()).shape()).append('\n');
    }
    outputs.forEach(port -> text.append("output ").append(tensor(port.tensor())).append('\n'));
    return text.toString();
  }
}
