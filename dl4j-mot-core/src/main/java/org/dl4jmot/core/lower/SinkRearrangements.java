package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Moves what an operation by element does in front of a reshape that only drops axes of size 1, as
 * between images of height 1 and sequences: there it may be fused or folded, and two reshapes that
 * undo each other come together. Likewise in front of the crop of a transposed convolution.
 */
final class SinkRearrangements implements Rule {
  private static final Set<Class<? extends Op>> BY_ELEMENT =
      Set.of(
          Abs.class,
          Elu.class,
          Exp.class,
          LeakyRelu.class,
          Log.class,
          Logistic.class,
          Relu.class,
          Relu6.class,
          ReluN1To1.class,
          Sqrt.class,
          Tanh.class);

  /** Operations on several operands of one shape, and concatenation. */
  private static final Set<Class<? extends Op>> JOINING =
      Set.of(Add.class, Sub.class, Mul.class, Maximum.class, Minimum.class, Concatenation.class);

  /** What may stand in front, with the operation to put in front of it. */
  private static final Map<Class<? extends Op>, Passage> PASSAGES =
      Map.of(
          Reshape.class, SinkRearrangements::beforeReshape,
          Slice.class, SinkRearrangements::beforeCrop);

  private interface Passage {
    Optional<Op> of(Graph graph, Node rearrangement, Node node);
  }

  @Override
  public String name() {
    return "sink-rearrangements";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> sunk(graph, node));
  }

  private static Optional<Graph> sunk(Graph graph, Node node) {
    return JOINING.contains(node.op().getClass()) && ChannelConstant.of(graph, node).isEmpty()
        ? joined(graph, node)
        : single(graph, node);
  }

  /** Operands that all were reshaped alike are joined before. */
  private static Optional<Graph> joined(Graph graph, Node node) {
    List<Node> reshapes = new ArrayList<>();
    for (String operand : node.inputs()) {
      graph
          .producer(operand)
          .filter(producer -> producer.op() instanceof Reshape)
          .filter(producer -> graph.onlyConsumer(operand).isPresent())
          .filter(producer -> graph.tensor(operand).trained().isEmpty())
          .ifPresent(reshapes::add);
    }
    List<Optional<List<Integer>>> kept =
        reshapes.stream().map(reshape -> kept(graph, reshape)).distinct().toList();
    boolean alike = reshapes.size() == node.inputs().size() && kept.size() == 1;
    return alike && kept.get(0).isPresent()
        ? Optional.of(joined(graph, node, reshapes, kept.get(0).get()))
        : Optional.empty();
  }

  private static Graph joined(Graph graph, Node node, List<Node> reshapes, List<Integer> kept) {
    GraphEdit edit = graph.edit();
    List<String> sources = reshapes.stream().map(Node::input).toList();
    Op op =
        node.op() instanceof Concatenation join
            ? new Concatenation(axis(graph, node, join, kept), join.activation())
            : node.op();
    Tensor inner = inner(graph, edit, node, op, sources);
    String back = edit.freshName(node.name() + "/reshape");
    Reshape late = new Reshape(graph.tensor(node.output()).shape());
    return edit.replace(
            node,
            new Node(node.name(), op, sources, List.of(inner.name()), node.layers()),
            new Node(back, late, List.of(inner.name()), node.outputs(), node.layers()))
        .build();
  }

  private static int axis(Graph graph, Node node, Concatenation join, List<Integer> kept) {
    return kept.get(graph.tensor(node.output()).shape().axisIndex(join.axis()));
  }

  private static Optional<List<Integer>> kept(Graph graph, Node reshape) {
    return kept(graph.tensor(reshape.input()).shape(), graph.tensor(reshape.output()).shape());
  }

  private static Optional<Graph> single(Graph graph, Node node) {
    return data(graph, node)
        .flatMap(read -> Rewrites.onlyProducer(graph, read))
        .filter(first -> graph.tensor(first.output()).trained().isEmpty())
        .flatMap(
            first ->
                Optional.ofNullable(PASSAGES.get(first.op().getClass()))
                    .flatMap(passage -> passage.of(graph, first, node))
                    .map(op -> exchanged(graph, first, node, op)));
  }

  /** What the node reads by element. */
  private static Optional<String> data(Graph graph, Node node) {
    boolean unary = node.inputs().size() == 1;
    return unary
        ? Optional.of(node.input())
        : ChannelConstant.of(graph, node).map(ChannelConstant::input);
  }

  private static boolean isByElement(Graph graph, Node node) {
    return BY_ELEMENT.contains(node.op().getClass()) || ChannelConstant.of(graph, node).isPresent();
  }

  private static Optional<Op> beforeReshape(Graph graph, Node reshape, Node node) {
    Shape from = graph.tensor(reshape.input()).shape();
    Optional<List<Integer>> kept = kept(from, graph.tensor(reshape.output()).shape());
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    if (node.op() instanceof Pad pad) {
      return Optional.of(
          new Pad(
              spread(pad.before(), kept.get(), from, 0), spread(pad.after(), kept.get(), from, 0)));
    }
    if (node.op() instanceof Slice slice) {
      return Optional.of(
          new Slice(
              spread(slice.begin(), kept.get(), from, 0),
              spread(slice.size(), kept.get(), from, 1)));
    }
    return isByElement(graph, node) ? Optional.of(node.op()) : Optional.empty();
  }

  /** All channels must be left: a constant belongs to each. */
  private static Optional<Op> beforeCrop(Graph graph, Node crop, Node node) {
    Shape from = graph.tensor(crop.input()).shape();
    boolean channels = from.dim(-1) == graph.tensor(crop.output()).shape().dim(-1);
    return isSpread(graph, crop.input()) && channels && isByElement(graph, node)
        ? Optional.of(node.op())
        : Optional.empty();
  }

  /** Whether a transposed convolution computes a tensor, up to operations by element. */
  private static boolean isSpread(Graph graph, String tensor) {
    Optional<Node> producer = graph.producer(tensor);
    while (producer.isPresent() && isByElement(graph, producer.get())) {
      Node node = producer.get();
      producer = data(graph, node).flatMap(graph::producer);
    }
    return producer.filter(node -> node.op().getClass() == TransposeConv.class).isPresent();
  }

  /** The axes that are left when others of size 1 are dropped; empty if more has changed. */
  private static Optional<List<Integer>> kept(Shape from, Shape to) {
    List<Integer> kept = new ArrayList<>();
    for (int axis = 0; axis < from.rank(); axis++) {
      int next = kept.size();
      if (next < to.rank() && from.dim(axis) == to.dim(next)) {
        kept.add(axis);
      } else if (from.dim(axis) != 1) {
        return Optional.empty();
      }
    }
    boolean fewer = kept.size() == to.rank() && from.rank() > to.rank();
    boolean channels = fewer && kept.get(kept.size() - 1) == from.rank() - 1;
    return channels ? Optional.of(kept) : Optional.empty();
  }

  private static List<Integer> spread(
      List<Integer> values, List<Integer> kept, Shape from, int dropped) {
    List<Integer> spread = new ArrayList<>(Collections.nCopies(from.rank(), dropped));
    for (int i = 0; i < values.size(); i++) {
      spread.set(kept.get(i), values.get(i));
    }
    return spread;
  }

  /** The second node, then the first. */
  private static Graph exchanged(Graph graph, Node first, Node second, Op op) {
    GraphEdit edit = graph.edit();
    Node early = second.with(op).rewired(first.output(), first.input());
    Tensor result = graph.tensor(second.output());
    Tensor inner = inner(graph, edit, second, op, early.inputs());
    Node late =
        new Node(
            first.name(),
            late(first.op(), result.shape()),
            List.of(inner.name()),
            List.of(result.name()),
            first.layers());
    Node renamed =
        new Node(second.name(), op, early.inputs(), List.of(inner.name()), second.layers());
    return edit.remove(first).replace(second, renamed, late).build();
  }

  /** What a node computes in front of a reshape; what is known of its result is known of this. */
  private static Tensor inner(Graph graph, GraphEdit edit, Node node, Op op, List<String> inputs) {
    Tensor result = graph.tensor(node.output());
    List<Shape> shapes = inputs.stream().map(graph::tensor).map(Tensor::shape).toList();
    Tensor inner =
        new Tensor(
            edit.freshName(result.name() + "/inner"),
            result.type(),
            op.outputShapes(shapes).get(0),
            Optional.empty(),
            Optional.empty(),
            result.trained(),
            result.origin());
    edit.put(inner).put(Rewrites.withoutOrigin(result).withTrained(Optional.empty()));
    return inner;
  }

  private static Op late(Op first, Shape result) {
    return first instanceof Reshape ? new Reshape(result) : first;
  }
}
