package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;

/**
 * Folds a product or sum with a constant per channel into the weights of the convolution or matrix
 * product behind it, directly or through operations it commutes with, such as pooling and
 * flattening. A sum cannot pass zero padding: there it would have to be added to nothing.
 *
 * <p>The tensors on the way hold other values afterwards than in the trained network, so they lose
 * their origin; where training has fixed a range for one of them, nothing is folded.
 */
final class FoldAffineIntoFollowing implements Rule {
  @Override
  public String name() {
    return "fold-affine-into-following";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(
        graph, node -> ChannelConstant.of(graph, node).flatMap(c -> folded(graph, c)));
  }

  private static Optional<Graph> folded(Graph graph, ChannelConstant constant) {
    List<Node> way = new ArrayList<>();
    Node last = constant.node();
    Optional<float[]> values = Optional.of(constant.values());
    while (values.isPresent() && isFree(graph, last.output())) {
      Node next = graph.onlyConsumer(last.output()).orElseThrow();
      Optional<LinearNode> linear = LinearNode.of(graph, next);
      if (linear.isPresent()) {
        return folded(graph, constant, way, linear.get(), values.get());
      }
      values = Commuting.past(graph, next, constant.isFactor(), values.get());
      way.add(next);
      last = next;
    }
    return Optional.empty();
  }

  private static boolean isFree(Graph graph, String tensor) {
    return graph.onlyConsumer(tensor).isPresent() && graph.tensor(tensor).trained().isEmpty();
  }

  private static Optional<Graph> folded(
      Graph graph, ChannelConstant constant, List<Node> way, LinearNode linear, float[] values) {
    boolean fits = values.length == linear.inputs() && isData(graph, way, constant, linear);
    if (!fits || (!constant.isFactor() && linear.hasImplicitPadding())) {
      return Optional.empty();
    }
    GraphEdit edit = graph.edit();
    Node changed =
        constant.isFactor()
            ? linear.scaledInputs(edit, values)
            : linear.shiftedInputs(edit, values);
    edit.replace(linear.node(), changed.absorbing(constant.node()));
    way.forEach(node -> edit.put(Rewrites.withoutOrigin(graph.tensor(node.output()))));
    edit.remove(constant.node()).redirect(constant.node().output(), constant.input());
    return Optional.of(edit.build());
  }

  /** Whether the linear node reads the values as data, not as weights. */
  private static boolean isData(
      Graph graph, List<Node> way, ChannelConstant constant, LinearNode linear) {
    String read = way.isEmpty() ? constant.node().output() : way.get(way.size() - 1).output();
    return linear.node().input().equals(read) && !graph.tensor(constant.input()).isConstant();
  }
}
