package org.dl4jmot.runtime.graph;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Finds every breach of the rules a {@link Graph} keeps. */
final class GraphValidator {
  /** More than anybody reads; keeps the message of a hostile file's graph short. */
  private static final int MAX_PROBLEMS = 100;

  private final Graph graph;
  private final List<String> problems = new ArrayList<>();
  private final Set<String> known = new HashSet<>();
  private final Set<String> nodeNames = new HashSet<>();

  private GraphValidator(Graph graph) {
    this.graph = graph;
  }

  static List<String> problems(Graph graph) {
    GraphValidator validator = new GraphValidator(graph);
    validator.checkInputs();
    for (Node node : graph.nodes()) {
      if (validator.problems.size() >= MAX_PROBLEMS) {
        validator.problems.add("further nodes were not checked");
        return validator.problems;
      }
      validator.checkNode(node);
    }
    validator.checkOutputs();
    return validator.problems;
  }

  private void checkInputs() {
    graph.tensors().stream().filter(Tensor::isConstant).forEach(tensor -> known.add(tensor.name()));
    Set<String> ports = new HashSet<>();
    for (Port port : graph.inputs()) {
      if (!ports.add(port.name())) {
        problems.add("two inputs are named '" + port.name() + "'");
      }
      if (!graph.hasTensor(port.tensor())) {
        problems.add("input '" + port.name() + "' has no tensor '" + port.tensor() + "'");
      } else if (!known.add(port.tensor())) {
        problems.add("input tensor '" + port.tensor() + "' is constant or fed twice");
      }
    }
  }

  private void checkNode(Node node) {
    if (!nodeNames.add(node.name())) {
      problems.add("two nodes are named '" + node.name() + "'");
    }
    boolean readable = true;
    for (String input : node.inputs()) {
      if (!known.contains(input)) {
        problems.add("node '" + node.name() + "' reads '" + input + "' before it exists");
        readable = false;
      }
    }
    for (String output : node.outputs()) {
      if (!graph.hasTensor(output)) {
        problems.add("node '" + node.name() + "' computes unknown tensor '" + output + "'");
        readable = false;
      } else if (!known.add(output)) {
        problems.add(
            "tensor '"
                + output
                + "' is computed twice, fed or constant; again by '"
                + node.name()
                + "'");
      }
    }
    if (readable) {
      checkShapes(node);
    }
  }

  private void checkShapes(Node node) {
    List<Shape> declared = graph.outputsOf(node).stream().map(Tensor::shape).toList();
    try {
      List<Shape> inferred =
          node.op().outputShapes(graph.inputsOf(node).stream().map(Tensor::shape).toList());
      if (!inferred.equals(declared)) {
        problems.add("node '" + node.name() + "' yields " + inferred + ", not " + declared);
      }
    } catch (IllegalArgumentException e) {
      problems.add("node '" + node.name() + "': " + e.getMessage());
    }
  }

  private void checkOutputs() {
    if (graph.outputs().isEmpty()) {
      problems.add("a graph needs an output");
    }
    Set<String> ports = new HashSet<>();
    for (Port port : graph.outputs()) {
      if (!ports.add(port.name())) {
        problems.add("two outputs are named '" + port.name() + "'");
      }
      if (!known.contains(port.tensor())) {
        problems.add("output '" + port.name() + "' is never computed: '" + port.tensor() + "'");
      }
    }
  }
}
