package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.dl4jmot.core.data.AffineMap;
import org.dl4jmot.core.data.RawInput;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.dl4jmot.runtime.tensor.TrainedRange;
import org.dl4jmot.runtime.tensor.TrainedWeights;

/**
 * Puts a normalization in front of a lowered graph, whose input takes raw values from then on: MUL
 * and ADD, which the rules of {@link Lowering} fold into the first convolution or matrix product
 * where that is exact.
 *
 * <p>A convolution that pads its image does it with normalized zeros. If one raw value stands for
 * all of them, the image is framed with that value (PADV2) in front of MUL and ADD, so that they
 * fold all the same; otherwise they stay, as a depthwise convolution where factors differ.
 */
public final class InputNormalization {
  /** Operations that may pad implicitly, and how to take that from them. */
  private static final Map<Class<? extends Op>, BiFunction<Op, Padding, Op>> PADDED =
      Map.of(
          Conv2d.class,
          (op, padding) -> new Conv2d(window(op).with(padding), ((Conv2d) op).activation()),
          DepthwiseConv2d.class,
          (op, padding) ->
              new DepthwiseConv2d(window(op).with(padding), ((DepthwiseConv2d) op).activation()));

  /** Weights that share a scale lose as many bits as the factors folded into them spread: two. */
  private static final double MAX_SPREAD = 4;

  private final Graph graph;
  private final GraphEdit edit;
  private final Tensor normalized;
  private final AffineMap map;
  private final String layer;
  private final List<Node> added = new ArrayList<>();

  private InputNormalization(Graph graph, Port port, AffineMap map) {
    this.graph = graph;
    this.map = map;
    edit = graph.edit();
    normalized = graph.tensor(port.tensor());
    layer = layer(port.name());
  }

  /** Name under which the nodes of an input's normalization are reported. */
  public static String layer(String input) {
    return input + "/normalization";
  }

  /**
   * Whether a normalization may be folded: if one factor serves all elements, which changes no
   * relation between them, or the elements share a known raw range and their factors differ by no
   * more than {@link #MAX_SPREAD}. Otherwise raw values may be of any size beside each other, such
   * as an age and an income, and neither one quantization for all of them nor one for the weights
   * that would absorb the factors serves them.
   */
  public static boolean mayFold(RawInput raw) {
    return raw.map().hasOneFactor()
        || (raw.range().isPresent() && raw.map().factorSpread() <= MAX_SPREAD);
  }

  /**
   * The graph with a normalization in front of an input.
   *
   * @param graph the lowered graph
   * @param input name of the input
   * @param raw what the input is to take; its known range becomes the raw tensor's
   * @throws IllegalArgumentException if the map has another number of elements than the input
   */
  public static Graph inFront(Graph graph, String input, RawInput raw) {
    Port port =
        graph.inputs().stream().filter(one -> one.name().equals(input)).findFirst().orElseThrow();
    if (graph.tensor(port.tensor()).shape().elements() != raw.map().elements()) {
      throw new IllegalArgumentException(
          "a normalization of "
              + raw.map().elements()
              + " elements for input "
              + graph.tensor(port.tensor()));
    }
    if (!mayFold(raw)) {
      InputNormalization kept = new InputNormalization(graph, port, raw.map());
      return kept.withTrained(kept.apply(raw, Optional.empty()));
    }
    Graph explicit = withExplicitPadding(graph, port, raw.map());
    InputNormalization step = new InputNormalization(explicit, port, raw.map());
    Graph normalizing = step.apply(raw, step.movablePadding());
    return step.withTrained(lowering(graph, raw.map()).apply(normalizing));
  }

  /** Different factors would let trained weights be rounded otherwise than in training. */
  private static Lowering lowering(Graph graph, AffineMap map) {
    boolean trained =
        graph.tensors().stream()
            .flatMap(tensor -> tensor.trained().stream())
            .anyMatch(TrainedWeights.class::isInstance);
    return trained && !map.hasOneFactor() ? Lowering.quantizationAware() : Lowering.standard();
  }

  /** Where the normalized values are still computed, they keep the range training gave them. */
  private Graph withTrained(Graph result) {
    boolean kept =
        !added.isEmpty() && normalized.trained().isPresent() && result.hasTensor(normalizedName());
    return kept
        ? result
            .edit()
            .put(result.tensor(normalizedName()).withTrained(normalized.trained()))
            .build()
        : result;
  }

  /** The last tensor added, which holds what the input held. */
  private String normalizedName() {
    return added.get(added.size() - 1).output();
  }

  private Graph apply(RawInput raw, Optional<Node> padding) {
    Tensor source = rawTensor(raw);
    edit.put(source);
    Tensor value = padding.map(pad -> framed(source, (Pad) pad.op())).orElse(source);
    value = arithmetic(new Mul(Activation.NONE), value, factors(), "scaled", 1);
    value = arithmetic(new Add(Activation.NONE), value, summands(), "shifted", 0);
    String result = value.name();
    if (padding.isPresent()) {
      edit.remove(padding.get()).redirect(padding.get().output(), result);
    } else {
      edit.redirect(normalized.name(), result);
    }
    for (int i = added.size() - 1; i >= 0; i--) {
      edit.prepend(added.get(i));
    }
    return edit.build();
  }

  private Tensor rawTensor(RawInput raw) {
    Optional<TrainedQuantization> range =
        raw.range()
            .map(known -> (TrainedQuantization) new TrainedRange(known.min(), known.max()))
            .or(this::trainedRange);
    return normalized.withTrained(range);
  }

  /** The raw values behind a trained range. */
  private Optional<TrainedQuantization> trainedRange() {
    return normalized
        .trained()
        .filter(TrainedRange.class::isInstance)
        .map(TrainedRange.class::cast)
        .map(this::behind);
  }

  private TrainedRange behind(TrainedRange range) {
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < map.elements(); i++) {
      double one = map.raw(i, range.min());
      double other = map.raw(i, range.max());
      min = Math.min(min, Math.min(one, other));
      max = Math.max(max, Math.max(one, other));
    }
    return new TrainedRange((float) min, (float) max);
  }

  private Tensor factors() {
    return constant("factor", map.channelFactors(channels()).orElseGet(map::elementFactors));
  }

  private Tensor summands() {
    return constant("summand", map.channelSummands(channels()).orElseGet(map::elementSummands));
  }

  private int channels() {
    Shape shape = normalized.shape();
    return shape.rank() == 0 ? 1 : shape.dim(-1);
  }

  private Tensor constant(String what, float[] values) {
    Shape shape = values.length <= channels() ? Shape.of(values.length) : normalized.shape();
    return Tensor.constant(edit.freshName(layer + "/" + what), shape, ConstantData.of(values));
  }

  /** Adds a node, unless its constant changes nothing. */
  private Tensor arithmetic(Op op, Tensor value, Tensor constant, String what, float neutral) {
    boolean idle = true;
    for (float one : constant.requireData().toFloats()) {
      idle &= one == neutral;
    }
    return idle ? value : node(op, value, constant, what);
  }

  private Tensor node(Op op, Tensor value, Tensor constant, String what) {
    Shape shape = op.outputShapes(List.of(value.shape(), constant.shape())).get(0);
    Tensor result = Tensor.ofFloat(edit.freshName(layer + "/" + what), shape);
    edit.put(constant).put(result);
    added.add(
        new Node(
            result.name(),
            op,
            List.of(value.name(), constant.name()),
            List.of(result.name()),
            List.of(layer)));
    return result;
  }

  /** Frames raw values with the one that stands for a normalized zero. */
  private Tensor framed(Tensor source, Pad pad) {
    float zero = (float) map.raw(0, 0);
    Tensor value =
        Tensor.constant(
            edit.freshName(layer + "/zero"), Shape.of(), ConstantData.of(new float[] {zero}));
    return node(new PadV2(pad.before(), pad.after()), source, value, "framed");
  }

  /** The only reader, if it is a padding in the place of which the raw values can be framed. */
  private Optional<Node> movablePadding() {
    return hasRawZero(map)
        ? graph
            .onlyConsumer(normalized.name())
            .filter(node -> node.op() instanceof Pad)
            .filter(node -> graph.tensor(node.output()).trained().isEmpty())
        : Optional.empty();
  }

  /** Whether one raw value other than 0 stands for all normalized zeros. */
  private static boolean hasRawZero(AffineMap map) {
    return map.hasOneFactor()
        && map.hasOneSummand()
        && map.factors()[0] != 0
        && map.summands()[0] != 0;
  }

  /** Takes implicit padding out of the only reader of an input, where framing will replace it. */
  private static Graph withExplicitPadding(Graph graph, Port port, AffineMap map) {
    Optional<Node> reader =
        graph
            .onlyConsumer(port.tensor())
            .filter(node -> hasRawZero(map) && PADDED.containsKey(node.op().getClass()));
    return reader.map(node -> withExplicitPadding(graph, node)).orElse(graph);
  }

  private static Graph withExplicitPadding(Graph graph, Node reader) {
    Shape filter = graph.tensor(reader.inputs().get(1)).shape();
    Tensor image = graph.tensor(reader.input());
    SamePadding same =
        SamePadding.of(window(reader.op()), image.shape(), filter.dim(1), filter.dim(2));
    if (!same.isAny()) {
      return graph;
    }
    Pad op =
        new Pad(List.of(0, same.top(), same.left(), 0), List.of(0, same.bottom(), same.right(), 0));
    GraphEdit edit = graph.edit();
    String name = edit.freshName(reader.name() + "/padded");
    edit.put(Tensor.ofFloat(name, op.outputShapes(List.of(image.shape())).get(0)));
    Node pad = new Node(name, op, List.of(image.name()), List.of(name), reader.layers());
    Op valid = PADDED.get(reader.op().getClass()).apply(reader.op(), Padding.VALID);
    edit.replace(reader, pad, reader.with(valid).rewired(image.name(), name));
    return edit.build();
  }

  private static Window window(Op op) {
    return op instanceof Conv2d convolution
        ? convolution.window()
        : ((DepthwiseConv2d) op).window();
  }
}
