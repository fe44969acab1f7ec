package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The operations behind which a constant per channel may be multiplied or added as well as in front
 * of them.
 */
final class Commuting {
  private static final Map<Class<? extends Op>, Passage> PASSAGES =
      Map.of(
          MaxPool2d.class, Commuting::maxPool,
          AveragePool2d.class, Commuting::averagePool,
          Mean.class, Commuting::mean,
          Pad.class, Commuting::pad,
          Reshape.class, Commuting::reshape,
          Slice.class, Commuting::slice,
          ResizeNearestNeighbor.class, Commuting::repeated);

  private Commuting() {}

  /**
   * The constants to use behind a node instead of those in front of it.
   *
   * @param factor whether the constants are factors; otherwise they are summands
   * @param values one per channel of the node's input
   * @return one per channel of the node's result; empty if the node does not commute
   */
  static Optional<float[]> past(Graph graph, Node node, boolean factor, float[] values) {
    Passage passage = PASSAGES.get(node.op().getClass());
    if (passage == null || FusedActivation.hasAny(node.op())) {
      return Optional.empty();
    }
    return passage.past(graph, node, factor, values);
  }

  /** A factor below 0 would make the largest value the smallest. */
  private static Optional<float[]> maxPool(Graph graph, Node node, boolean factor, float[] values) {
    if (factor) {
      for (float value : values) {
        if (!(value >= 0)) {
          return Optional.empty();
        }
      }
    }
    return Optional.of(values);
  }

  /** Padding does not count in the mean, so summands pass too. */
  private static Optional<float[]> averagePool(
      Graph graph, Node node, boolean factor, float[] values) {
    return Optional.of(values);
  }

  private static Optional<float[]> mean(Graph graph, Node node, boolean factor, float[] values) {
    Shape input = graph.tensor(node.input()).shape();
    List<Integer> axes = ((Mean) node.op()).axes();
    boolean channels = axes.stream().anyMatch(axis -> input.axisIndex(axis) == input.rank() - 1);
    return channels ? Optional.empty() : Optional.of(values);
  }

  /** Padding stays 0 when multiplied, but not when something is added. */
  private static Optional<float[]> pad(Graph graph, Node node, boolean factor, float[] values) {
    Pad pad = (Pad) node.op();
    int last = pad.before().size() - 1;
    boolean channels = pad.before().get(last) + pad.after().get(last) > 0;
    return factor && !channels ? Optional.of(values) : Optional.empty();
  }

  /** Row-major order keeps channels together: a longer last axis repeats them. */
  private static Optional<float[]> reshape(Graph graph, Node node, boolean factor, float[] values) {
    int features = ((Reshape) node.op()).shape().dim(-1);
    if (features % values.length != 0) {
      return Optional.empty();
    }
    float[] repeated = new float[features];
    for (int i = 0; i < features; i++) {
      repeated[i] = values[i % values.length];
    }
    return Optional.of(repeated);
  }

  private static Optional<float[]> slice(Graph graph, Node node, boolean factor, float[] values) {
    boolean channels = graph.tensor(node.output()).shape().dim(-1) == values.length;
    return channels ? Optional.of(values) : Optional.empty();
  }

  private static Optional<float[]> repeated(
      Graph graph, Node node, boolean factor, float[] values) {
    return Optional.of(values);
  }

  private interface Passage {
    Optional<float[]> past(Graph graph, Node node, boolean factor, float[] values);
  }
}
