package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Turns a product with a constant per channel, and the sum behind it, into a depthwise convolution
 * of one cell: what is left of a batch normalization that no neighbour takes in. Integer kernels
 * give each channel a scale of its own there and the bias 32 bits, where a product and a sum hold
 * the constants of all channels in 8 bits of one scale: a unit that never fires has a factor of
 * hundreds and leaves nothing of the others'. What is no image is reshaped to one.
 */
final class NormalizeByDepthwise implements Rule {
  private static final int IMAGE = 4;
  private static final Window CELL = Window.of(1, 1, Padding.VALID);

  @Override
  public String name() {
    return "normalize-by-depthwise";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(
        graph,
        node ->
            ChannelConstant.ofClamped(graph, node)
                .filter(product -> fits(graph, product))
                .map(product -> depthwise(graph, product)));
  }

  private static boolean fits(Graph graph, ChannelConstant product) {
    return product.isFactor()
        && product.constant().shape().elements() > 1
        && gains(product)
        && graph.tensor(product.input()).shape().rank() >= 2
        && !isRoundedBeforeSum(graph, product);
  }

  /** One factor for all channels, as the slope of an activation function, needs no scale each. */
  private static boolean gains(ChannelConstant product) {
    float first = product.values()[0];
    boolean differs =
        IntStream.range(0, product.values().length).anyMatch(i -> product.values()[i] != first);
    return differs || product.constant().origin().isPresent();
  }

  /** Training that rounded between the product and the sum wants the file to do so too. */
  private static boolean isRoundedBeforeSum(Graph graph, ChannelConstant product) {
    return graph.tensor(product.node().output()).trained().isPresent()
        && sum(graph, product).isPresent();
  }

  private static Optional<ChannelConstant> sum(Graph graph, ChannelConstant product) {
    return graph
        .onlyConsumer(product.node().output())
        .filter(consumer -> !FusedActivation.hasAny(product.node().op()))
        .flatMap(consumer -> ChannelConstant.ofClamped(graph, consumer))
        .filter(next -> !next.isFactor());
  }

  private static Graph depthwise(Graph graph, ChannelConstant product) {
    GraphEdit edit = graph.edit();
    Optional<ChannelConstant> sum = sum(graph, product);
    Node first = product.node();
    Node last = sum.map(ChannelConstant::node).orElse(first);
    List<String> operands = new ArrayList<>();
    operands.add(product.input());
    operands.add(constant(edit, product, Shape.of(1, 1, 1, product.values().length)));
    sum.ifPresent(s -> operands.add(constant(edit, s, Shape.of(s.values().length))));
    DepthwiseConv2d op =
        new DepthwiseConv2d(CELL, FusedActivation.of(last.op()).orElse(Activation.NONE));
    List<String> layers = sum.isPresent() ? first.absorbing(last).layers() : first.layers();
    Node convolution = new Node(last.name(), op, operands, last.outputs(), layers);
    sum.ifPresent(s -> edit.remove(last));
    boolean isImage = graph.tensor(product.input()).shape().rank() == IMAGE;
    Node[] nodes = isImage ? new Node[] {convolution} : reshaped(graph, edit, convolution);
    return edit.replace(first, nodes).build();
  }

  private static String constant(GraphEdit edit, ChannelConstant values, Shape shape) {
    String name = edit.freshName(values.constant().name());
    edit.put(Tensor.constant(name, shape, ConstantData.of(values.values())));
    return name;
  }

  /** The convolution between two reshapes; it takes origin and range of the result over. */
  private static Node[] reshaped(Graph graph, GraphEdit edit, Node convolution) {
    Tensor input = graph.tensor(convolution.input());
    Tensor output = graph.tensor(convolution.output());
    Shape image = image(input.shape());
    String before = edit.freshName(convolution.name() + "/image");
    edit.put(Tensor.ofFloat(before, image));
    String result = edit.freshName(convolution.name() + "/normalized");
    edit.put(output.named(result).shaped(image));
    edit.put(Rewrites.withoutOrigin(output).withTrained(Optional.empty()));
    List<String> operands = new ArrayList<>(convolution.inputs());
    operands.set(0, before);
    List<String> layers = convolution.layers();
    return new Node[] {
      new Node(before, new Reshape(image), List.of(input.name()), List.of(before), layers),
      new Node(result, convolution.op(), operands, List.of(result), layers),
      new Node(
          convolution.name(),
          new Reshape(output.shape()),
          List.of(result),
          convolution.outputs(),
          layers)
    };
  }

  /** One row that holds whatever lies between batch and channels. */
  private static Shape image(Shape shape) {
    int batch = shape.dim(0);
    int channels = shape.dim(-1);
    return Shape.of(batch, 1, shape.elements() / batch / channels, channels);
  }
}
