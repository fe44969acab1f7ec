package org.dl4jmot.runtime.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Collects tensors and nodes in running order and builds a {@link Graph}. Not thread-safe. */
public final class GraphBuilder {
  private final Map<String, Tensor> tensors = new LinkedHashMap<>();
  private final List<Node> nodes = new ArrayList<>();
  private final Set<String> nodeNames = new HashSet<>();
  private final List<Port> inputs = new ArrayList<>();
  private final List<Port> outputs = new ArrayList<>();

  GraphBuilder() {}

  /**
   * Adds a tensor.
   *
   * @throws IllegalArgumentException if the name is taken
   */
  public Tensor add(Tensor tensor) {
    if (tensors.putIfAbsent(tensor.name(), tensor) != null) {
      throw new IllegalArgumentException("tensor '" + tensor.name() + "' exists already");
    }
    return tensor;
  }

  /** Adds an input of the graph; tensor and port carry the same name. */
  public Tensor input(Tensor tensor) {
    return input(tensor.name(), tensor);
  }

  /** Adds an input of the graph under a port name of its own. */
  public Tensor input(String port, Tensor tensor) {
    inputs.add(new Port(port, tensor.name()));
    return add(tensor);
  }

  /** Declares a tensor already added an output of the graph. */
  public GraphBuilder output(String port, Tensor tensor) {
    outputs.add(new Port(port, tensor.name()));
    return this;
  }

  /**
   * Adds a node with one float32 result whose shape the operation infers.
   *
   * @param layer the trained network's layer the node stands for
   * @param result name of the result tensor
   * @return the result tensor
   * @throws IllegalArgumentException if the operation does not take these inputs, or a name is
   *     taken
   */
  public Tensor node(String layer, Op op, List<Tensor> operands, String result) {
    List<Shape> shapes = op.outputShapes(operands.stream().map(Tensor::shape).toList());
    return node(List.of(layer), op, operands, Tensor.ofFloat(result, shapes.get(0)));
  }

  /**
   * Adds a node with one result tensor, named after it.
   *
   * @param layers the trained network's layers the node stands for
   * @return the result tensor
   */
  public Tensor node(List<String> layers, Op op, List<Tensor> operands, Tensor result) {
    List<String> names = operands.stream().map(Tensor::name).toList();
    nodes.add(new Node(freshNodeName(result.name()), op, names, List.of(result.name()), layers));
    return add(result);
  }

  /** Adds a complete node; its tensors are added apart. */
  public GraphBuilder node(Node node) {
    nodes.add(node);
    nodeNames.add(node.name());
    return this;
  }

  private String freshNodeName(String wanted) {
    String name = wanted;
    for (int suffix = 2; !nodeNames.add(name); suffix++) {
      name = wanted + "#" + suffix;
    }
    return name;
  }

  /**
   * A tensor added before.
   *
   * @throws NoSuchElementException if there is none of that name
   */
  public Tensor tensor(String name) {
    Tensor tensor = tensors.get(name);
    if (tensor == null) {
      throw new NoSuchElementException("no tensor '" + name + "' was added");
    }
    return tensor;
  }

  /** Replaces a tensor added before by one of the same name (another type, data or annotation). */
  public Tensor replace(Tensor tensor) {
    tensor(tensor.name());
    tensors.put(tensor.name(), tensor);
    return tensor;
  }

  /**
   * The graph.
   *
   * @throws InvalidGraphException listing everything that is wrong with it
   */
  public Graph build() {
    return new Graph(tensors, nodes, inputs, outputs);
  }
}
