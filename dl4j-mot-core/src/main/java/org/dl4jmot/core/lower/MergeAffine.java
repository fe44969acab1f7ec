package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Merges neighbouring products and sums with a constant per channel, so that at most one product
 * and behind it one sum are left: two factors become one, two summands one, and a factor behind a
 * summand moves in front of it.
 */
final class MergeAffine implements Rule {
  @Override
  public String name() {
    return "merge-affine";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(
        graph, node -> ChannelConstant.of(graph, node).flatMap(c -> merged(graph, c)));
  }

  private static Optional<Graph> merged(Graph graph, ChannelConstant second) {
    return Rewrites.onlyProducer(graph, second.input())
        .flatMap(producer -> ChannelConstant.of(graph, producer))
        .filter(first -> graph.tensor(second.input()).trained().isEmpty())
        .flatMap(first -> merged(graph, first, second));
  }

  private static Optional<Graph> merged(
      Graph graph, ChannelConstant first, ChannelConstant second) {
    if (first.isFactor() == second.isFactor()) {
      return Optional.of(joined(graph, first, second));
    }
    return second.isFactor() ? Optional.of(swapped(graph, first, second)) : Optional.empty();
  }

  private static Graph joined(Graph graph, ChannelConstant first, ChannelConstant second) {
    float[] values = second.values().clone();
    for (int c = 0; c < values.length; c++) {
      values[c] = first.isFactor() ? values[c] * first.values()[c] : values[c] + first.values()[c];
    }
    GraphEdit edit = graph.edit();
    Tensor constant = constant(edit, second.constant(), values);
    Node node =
        first.node().absorbing(second.node()).withInputs(List.of(first.input(), constant.name()));
    return Rewrites.fuse(edit.replace(first.node(), node), node, second.node(), op(first)).build();
  }

  /** (x + a) * b is x * b + a * b. */
  private static Graph swapped(Graph graph, ChannelConstant first, ChannelConstant second) {
    float[] summands = second.values().clone();
    for (int c = 0; c < summands.length; c++) {
      summands[c] *= first.values()[c];
    }
    GraphEdit edit = graph.edit();
    Tensor factor = constant(edit, second.constant(), second.values());
    Tensor summand = constant(edit, first.constant(), summands);
    String middle = first.node().output();
    edit.put(Rewrites.withoutOrigin(graph.tensor(middle)));
    Node product =
        new Node(
            first.node().name(),
            new Mul(Activation.NONE),
            List.of(first.input(), factor.name()),
            List.of(middle),
            second.node().layers());
    Node sum =
        new Node(
            second.node().name(),
            new Add(Activation.NONE),
            List.of(middle, summand.name()),
            second.node().outputs(),
            first.node().absorbing(second.node()).layers());
    return edit.replace(first.node(), product).replace(second.node(), sum).build();
  }

  private static Op op(ChannelConstant constant) {
    return constant.isFactor() ? new Mul(Activation.NONE) : new Add(Activation.NONE);
  }

  private static Tensor constant(GraphEdit edit, Tensor like, float[] values) {
    Tensor tensor =
        Tensor.constant(
            edit.freshName(like.name()), Shape.of(values.length), ConstantData.of(values));
    edit.put(tensor);
    return tensor;
  }
}
