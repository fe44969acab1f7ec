package org.dl4jmot.core.lower;

import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;

/**
 * Folds a product or sum with a constant per channel (a batch normalization is one of each) into
 * the weights of the convolution or matrix product in front of it.
 */
final class FoldAffineIntoPreceding implements Rule {
  @Override
  public String name() {
    return "fold-affine-into-preceding";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(
        graph, node -> ChannelConstant.of(graph, node).flatMap(c -> folded(graph, c)));
  }

  private static Optional<Graph> folded(Graph graph, ChannelConstant constant) {
    return Rewrites.onlyProducer(graph, constant.input())
        .filter(producer -> !FusedActivation.hasAny(producer.op()))
        .flatMap(producer -> LinearNode.of(graph, producer))
        .map(linear -> folded(graph, linear, constant));
  }

  private static Graph folded(Graph graph, LinearNode linear, ChannelConstant constant) {
    GraphEdit edit = graph.edit();
    Node changed =
        constant.isFactor()
            ? linear.scaledOutputs(edit, constant.values())
            : linear.shiftedOutputs(edit, constant.values());
    return Rewrites.fuse(edit, changed, constant.node(), changed.op()).build();
  }
}
