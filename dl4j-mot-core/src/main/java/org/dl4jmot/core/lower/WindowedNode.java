package org.dl4jmot.core.lower;

import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * A node that slides a window without implicit padding over an image.
 *
 * @param node the node
 * @param window its window
 * @param rows rows of the filter
 * @param columns columns of the filter
 * @param same the operation with implicit padding
 */
record WindowedNode(Node node, Window window, int rows, int columns, Op same) {
  private static final Map<Class<? extends Op>, Reader> READERS =
      Map.of(
          Conv2d.class, WindowedNode::ofConvolution,
          DepthwiseConv2d.class, WindowedNode::ofDepthwise,
          MaxPool2d.class, WindowedNode::ofMaxPool);

  /** The node as one with a window, if it is one without implicit padding. */
  static Optional<WindowedNode> of(Graph graph, Node node) {
    return Optional.ofNullable(READERS.get(node.op().getClass()))
        .map(reader -> reader.read(graph, node))
        .filter(windowed -> windowed.window.padding() == Padding.VALID);
  }

  private static WindowedNode ofConvolution(Graph graph, Node node) {
    Conv2d op = (Conv2d) node.op();
    Op same = new Conv2d(op.window().with(Padding.SAME), op.activation());
    return ofFiltered(graph, node, op.window(), same);
  }

  private static WindowedNode ofDepthwise(Graph graph, Node node) {
    DepthwiseConv2d op = (DepthwiseConv2d) node.op();
    Op same = new DepthwiseConv2d(op.window().with(Padding.SAME), op.activation());
    return ofFiltered(graph, node, op.window(), same);
  }

  private static WindowedNode ofFiltered(Graph graph, Node node, Window window, Op same) {
    Shape filter = graph.tensor(node.inputs().get(1)).shape();
    return new WindowedNode(node, window, filter.dim(1), filter.dim(2), same);
  }

  private static WindowedNode ofMaxPool(Graph graph, Node node) {
    MaxPool2d op = (MaxPool2d) node.op();
    int rows = op.filterHeight();
    int columns = op.filterWidth();
    Op same = new MaxPool2d(rows, columns, op.window().with(Padding.SAME), op.activation());
    return new WindowedNode(node, op.window(), rows, columns, same);
  }

  /** Whether a padding in front does to this node what implicit padding does. */
  boolean isPaddedBy(Graph graph, Node pad) {
    return node.op().getClass() == MaxPool2d.class
        ? pad.op().getClass() == PadV2.class && isLowest(graph, pad)
        : pad.op().getClass() == Pad.class;
  }

  private static boolean isLowest(Graph graph, Node pad) {
    return graph
        .tensor(pad.inputs().get(1))
        .data()
        .filter(value -> value.toFloats()[0] <= -Float.MAX_VALUE)
        .isPresent();
  }

  private interface Reader {
    WindowedNode read(Graph graph, Node node);
  }
}
