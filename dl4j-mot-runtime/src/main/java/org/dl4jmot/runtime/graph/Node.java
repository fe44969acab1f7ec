package org.dl4jmot.runtime.graph;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.dl4jmot.runtime.op.Op;

/**
 * One operation of a graph. Immutable.
 *
 * @param name unique in its graph
 * @param op the operation
 * @param inputs names of the tensors it reads, in the operator's order
 * @param outputs names of the tensors it computes
 * @param layers the trained network's layers it stands for: first the one it is, then those folded
 *     into it
 */
public record Node(
    String name, Op op, List<String> inputs, List<String> outputs, List<String> layers) {
  /** Copies the lists and checks that nothing is missing. */
  public Node {
    Objects.requireNonNull(op, "op");
    if (name.isBlank()) {
      throw new IllegalArgumentException("a node needs a name");
    }
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
  }

  /** The first input, the only one of most operations. */
  public String input() {
    return inputs.get(0);
  }

  /** The first output, the only one of most operations. */
  public String output() {
    return outputs.get(0);
  }

  /** This node with another operation. */
  public Node with(Op newOp) {
    return new Node(name, newOp, inputs, outputs, layers);
  }

  /** This node reading other tensors. */
  public Node withInputs(List<String> newInputs) {
    return new Node(name, op, newInputs, outputs, layers);
  }

  /** This node computing another (first and only) tensor. */
  public Node withOutput(String newOutput) {
    return new Node(name, op, inputs, List.of(newOutput), layers);
  }

  /** This node reading {@code to} wherever it read {@code from}. */
  public Node rewired(String from, String to) {
    return withInputs(inputs.stream().map(name -> name.equals(from) ? to : name).toList());
  }

  /** This node standing also for the layers of a node that was folded into it. */
  public Node absorbing(Node folded) {
    Set<String> all = new LinkedHashSet<>(layers);
    all.addAll(folded.layers);
    return new Node(name, op, inputs, outputs, new ArrayList<>(all));
  }

  /** For example {@code conv1 CONV_2D(input, conv1/weight, conv1/bias) -> conv1/output}. */
  @Override
  public String toString() {
    return name
        + " "
        + op.type()
        + "("
        + String.join(", ", inputs)
        + ") -> "
        + String.join(", ", outputs);
  }
}
