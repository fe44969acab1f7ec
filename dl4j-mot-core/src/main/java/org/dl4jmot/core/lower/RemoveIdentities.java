package org.dl4jmot.core.lower;

import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;

/**
 * Takes out what passes its input on: dropout, linear activations, products with 1, sums with 0,
 * empty padding, reshapes to the same shape.
 */
final class RemoveIdentities implements Rule {
  /** Operations that do nothing unless they change the shape. */
  private static final Set<Class<? extends Op>> ONLY_SHAPE =
      Set.of(
          Identity.class,
          Pad.class,
          PadV2.class,
          Reshape.class,
          ResizeNearestNeighbor.class,
          Slice.class,
          SpaceToBatchNd.class,
          SpaceToDepth.class,
          StridedSlice.class,
          Tile.class);

  @Override
  public String name() {
    return "remove-identities";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> bypassed(graph, node));
  }

  private static Optional<Graph> bypassed(Graph graph, Node node) {
    if (!isIdentity(graph, node)) {
      return Optional.empty();
    }
    return Optional.of(Rewrites.bypass(graph, node).build());
  }

  private static boolean isIdentity(Graph graph, Node node) {
    if (ONLY_SHAPE.contains(node.op().getClass())) {
      return graph.tensor(node.input()).shape().equals(graph.tensor(node.output()).shape());
    }
    if (node.op() instanceof Transpose transpose) {
      return transpose.permutation().stream().sorted().toList().equals(transpose.permutation());
    }
    return ChannelConstant.of(graph, node)
        .filter(constant -> constant.input().equals(node.input()))
        .filter(ChannelConstant::isNeutral)
        .isPresent();
  }
}
