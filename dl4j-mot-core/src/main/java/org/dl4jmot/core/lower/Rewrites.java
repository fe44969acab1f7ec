package org.dl4jmot.core.lower;

import java.util.Optional;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;

/** Steps that several rules share. */
final class Rewrites {
  private Rewrites() {}

  /** The rewrite of the first node that has one. */
  static Optional<Graph> first(Graph graph, Function<Node, Optional<Graph>> rewrite) {
    return graph.nodes().stream().map(rewrite).flatMap(Optional::stream).findFirst();
  }

  /** The node that computes a tensor, if nothing but one node reads it. */
  static Optional<Node> onlyProducer(Graph graph, String tensor) {
    return graph.onlyConsumer(tensor).isPresent() ? graph.producer(tensor) : Optional.empty();
  }

  /**
   * One node in the place of two, of which the second alone reads the first: with the second's name
   * and result.
   */
  static GraphEdit fuse(GraphEdit edit, Node first, Node second, Op op) {
    Node all = first.absorbing(second);
    Node fused = new Node(second.name(), op, first.inputs(), second.outputs(), all.layers());
    return edit.remove(second).replace(first, fused);
  }

  /** Takes out a node that passes its first input on; a trained range moves to that input. */
  static GraphEdit bypass(Graph graph, Node node) {
    Tensor input = graph.tensor(node.input());
    Tensor output = graph.tensor(node.output());
    GraphEdit edit = graph.edit().remove(node).redirect(output.name(), input.name());
    if (output.trained().isPresent() && input.trained().isEmpty()) {
      edit.put(input.withTrained(output.trained()));
    }
    return edit;
  }

  /** The tensor, when it no longer holds what the trained network computes there. */
  static Tensor withoutOrigin(Tensor tensor) {
    return new Tensor(
        tensor.name(),
        tensor.type(),
        tensor.shape(),
        tensor.data(),
        tensor.quantization(),
        tensor.trained(),
        Optional.empty());
  }
}
