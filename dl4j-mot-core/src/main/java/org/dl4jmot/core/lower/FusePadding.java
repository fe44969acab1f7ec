package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Replaces padding in front of a window by the window's implicit padding, where that is the same:
 * equal cells in front and as many results. Explicit padding of 1 around a 3x3 filter of stride 2,
 * for example, is not: implicit padding has nothing in front there.
 */
final class FusePadding implements Rule {
  @Override
  public String name() {
    return "fuse-padding";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> fused(graph, node));
  }

  private static Optional<Graph> fused(Graph graph, Node node) {
    return WindowedNode.of(graph, node).flatMap(windowed -> fused(graph, windowed));
  }

  private static Optional<Graph> fused(Graph graph, WindowedNode windowed) {
    return graph
        .producer(windowed.node().input())
        .filter(pad -> graph.tensor(pad.output()).trained().isEmpty())
        .filter(pad -> windowed.isPaddedBy(graph, pad))
        .filter(pad -> isSame(graph, pad, windowed))
        .map(pad -> rewritten(graph, pad, windowed));
  }

  private static Graph rewritten(Graph graph, Node pad, WindowedNode windowed) {
    GraphEdit edit = graph.edit();
    Node same = windowed.node().with(windowed.same()).rewired(pad.output(), pad.input());
    boolean alone = graph.onlyConsumer(pad.output()).isPresent();
    edit.replace(windowed.node(), alone ? same.absorbing(pad) : same);
    if (alone) {
      edit.remove(pad);
    }
    return edit.build();
  }

  private static boolean isSame(Graph graph, Node pad, WindowedNode windowed) {
    List<Integer> before = before(pad.op());
    List<Integer> after = after(pad.op());
    if (before.get(0) + after.get(0) + before.get(3) + after.get(3) != 0) {
      return false;
    }
    Shape image = graph.tensor(pad.input()).shape();
    Shape result = graph.tensor(windowed.node().output()).shape();
    Window same = windowed.window().with(Padding.SAME);
    return same.outputHeight(image.dim(1), windowed.rows()) == result.dim(1)
        && same.outputWidth(image.dim(2), windowed.columns()) == result.dim(2)
        && same.paddingTop(image.dim(1), windowed.rows()) == before.get(1)
        && same.paddingLeft(image.dim(2), windowed.columns()) == before.get(2);
  }

  private static List<Integer> before(Op pad) {
    return pad instanceof Pad zero ? zero.before() : ((PadV2) pad).before();
  }

  private static List<Integer> after(Op pad) {
    return pad instanceof Pad zero ? zero.after() : ((PadV2) pad).after();
  }
}
