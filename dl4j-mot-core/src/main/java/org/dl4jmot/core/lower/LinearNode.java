package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntUnaryOperator;
import java.util.function.Predicate;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A convolution, depthwise convolution or matrix product with constant weights and bias, seen as
 * what they share: each weight belongs to one output and one input channel.
 */
final class LinearNode {
  private static final Map<Class<? extends Op>, Layout> LAYOUTS =
      Map.of(
          Conv2d.class,
          LinearNode::outputsFirst,
          TransposeConv.class,
          LinearNode::outputsFirst,
          Conv3d.class,
          (weights, inputs) -> {
            int outputs = weights.dim(4);
            return new Channels(outputs, i -> i % outputs, i -> i / outputs % inputs);
          },
          FullyConnected.class,
          (weights, inputs) -> new Channels(weights.dim(0), i -> i / inputs, i -> i % inputs),
          DepthwiseConv2d.class,
          (weights, inputs) -> {
            int outputs = weights.dim(3);
            return new Channels(outputs, i -> i % outputs, i -> i % outputs / (outputs / inputs));
          });

  /** A transposed convolution's results see the cells around them, at the border fewer. */
  private static final Map<Class<? extends Op>, Predicate<LinearNode>> PADDED =
      Map.of(
          Conv2d.class, linear -> linear.isPadded(((Conv2d) linear.node.op()).window()),
          DepthwiseConv2d.class,
              linear -> linear.isPadded(((DepthwiseConv2d) linear.node.op()).window()),
          Conv3d.class, linear -> ((Conv3d) linear.node.op()).window().padding() == Padding.SAME,
          TransposeConv.class, linear -> true);

  private static Channels outputsFirst(Shape weights, int inputs) {
    int size = weights.elements() / weights.dim(0);
    return new Channels(weights.dim(0), i -> i / size, i -> i % inputs);
  }

  private final Graph graph;
  private final Node node;
  private final Tensor weights;
  private final Optional<Tensor> bias;
  private final int inputs;
  private final Channels channels;

  private LinearNode(Graph graph, Node node, Layout layout) {
    this.graph = graph;
    this.node = node;
    this.weights = graph.tensor(node.inputs().get(1));
    this.bias =
        node.inputs().size() > 2
            ? Optional.of(graph.tensor(node.inputs().get(2)))
            : Optional.empty();
    this.inputs =
        node.op() instanceof FullyConnected
            ? weights.shape().dim(1)
            : graph.tensor(node.input()).shape().dim(-1);
    this.channels = layout.of(weights.shape(), inputs);
  }

  /** The node as a linear one, if it is one with float constants. */
  static Optional<LinearNode> of(Graph graph, Node node) {
    Layout layout = LAYOUTS.get(node.op().getClass());
    if (layout == null) {
      return Optional.empty();
    }
    boolean constant =
        node.inputs().stream()
            .skip(1)
            .map(graph::tensor)
            .allMatch(tensor -> tensor.isConstant() && tensor.type() == DataType.FLOAT32);
    return constant ? Optional.of(new LinearNode(graph, node, layout)) : Optional.empty();
  }

  Node node() {
    return node;
  }

  int inputs() {
    return inputs;
  }

  int outputs() {
    return channels.outputs();
  }

  /** Whether some results see zeros around the image. */
  boolean hasImplicitPadding() {
    return PADDED.getOrDefault(node.op().getClass(), linear -> false).test(this);
  }

  private boolean isPadded(Window window) {
    Shape image = graph.tensor(node.input()).shape();
    return SamePadding.of(window, image, weights.shape().dim(1), weights.shape().dim(2)).isAny();
  }

  /** Multiplies each result channel: weights and bias by the channel's factor. */
  Node scaledOutputs(GraphEdit edit, float[] factors) {
    float[] data = weights.requireData().toFloats();
    for (int i = 0; i < data.length; i++) {
      data[i] = scaled(data[i], factors[channels.output().applyAsInt(i)]);
    }
    Node scaled = withWeights(edit, data);
    if (bias.isEmpty()) {
      return scaled;
    }
    float[] biases = bias.get().requireData().toFloats();
    for (int c = 0; c < biases.length; c++) {
      biases[c] *= factors[c];
    }
    return withBias(edit, scaled, biases);
  }

  /**
   * The product, with plain zeros for negative ones: what pruning made zero is to be zero in every
   * byte, or compressed files would grow with each negative factor.
   */
  private static float scaled(float weight, float factor) {
    return weight * factor + 0f;
  }

  /** Adds to each result channel. */
  Node shiftedOutputs(GraphEdit edit, float[] summands) {
    float[] biases = biases();
    for (int c = 0; c < biases.length; c++) {
      biases[c] += summands[c];
    }
    return withBias(edit, node, biases);
  }

  /** Computes for its input what it computed for the input times the factors. */
  Node scaledInputs(GraphEdit edit, float[] factors) {
    float[] data = weights.requireData().toFloats();
    for (int i = 0; i < data.length; i++) {
      data[i] = scaled(data[i], factors[channels.input().applyAsInt(i)]);
    }
    return withWeights(edit, data);
  }

  /** Computes for its input what it computed for the input plus the summands. */
  Node shiftedInputs(GraphEdit edit, float[] summands) {
    float[] data = weights.requireData().toFloats();
    double[] response = new double[outputs()];
    for (int i = 0; i < data.length; i++) {
      response[channels.output().applyAsInt(i)] +=
          (double) data[i] * summands[channels.input().applyAsInt(i)];
    }
    float[] biases = biases();
    for (int c = 0; c < biases.length; c++) {
      biases[c] = (float) (biases[c] + response[c]);
    }
    return withBias(edit, node, biases);
  }

  private float[] biases() {
    return bias.map(tensor -> tensor.requireData().toFloats()).orElse(new float[outputs()]);
  }

  private Node withWeights(GraphEdit edit, float[] data) {
    return withOperand(edit, node, 1, weights.withData(ConstantData.of(data)));
  }

  private Node withBias(GraphEdit edit, Node base, float[] data) {
    if (bias.isPresent()) {
      return withOperand(edit, base, 2, bias.get().withData(ConstantData.of(data)));
    }
    String layer = node.layers().isEmpty() ? node.name() : node.layers().get(0);
    Tensor added =
        Tensor.constant(
                edit.freshName(layer + "/bias"), Shape.of(data.length), ConstantData.of(data))
            .withOrigin(new Origin(layer, Origin.Role.BIAS));
    edit.put(added);
    return base.withInputs(List.of(base.inputs().get(0), base.inputs().get(1), added.name()));
  }

  /** A constant that others read too stays as it is; the node gets one of its own. */
  private Node withOperand(GraphEdit edit, Node base, int index, Tensor tensor) {
    boolean shared = graph.consumers(tensor.name()).size() > 1 || graph.isOutput(tensor.name());
    Tensor own = shared ? tensor.named(edit.freshName(tensor.name())) : tensor;
    edit.put(own);
    List<String> operands = new ArrayList<>(base.inputs());
    operands.set(index, own.name());
    return base.withInputs(operands);
  }

  private interface Layout {
    Channels of(Shape weights, int inputs);
  }

  /**
   * Which channels a weight belongs to.
   *
   * @param outputs number of output channels
   * @param output output channel of the weight at an index
   * @param input input channel of the weight at an index
   */
  private record Channels(int outputs, IntUnaryOperator output, IntUnaryOperator input) {}
}
