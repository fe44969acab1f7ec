package org.dl4jmot.runtime.testing;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Gives a float graph of {@link RandomGraphs} another number format with random, valid parameters.
 * Nothing is calibrated: what such a graph computes means nothing, but every runtime must compute
 * the same.
 */
public final class RandomForms {
  private static final Set<Class<? extends Op>> KEEPS_QUANTIZATION =
      Set.of(
          MaxPool2d.class,
          AveragePool2d.class,
          Concatenation.class,
          Reshape.class,
          Pad.class,
          PadV2.class);

  private static final Map<Class<? extends Op>, QuantizationParameters> FIXED =
      Map.of(
          Softmax.class, QuantizationParameters.perTensor(1f / 256, -128),
          Logistic.class, QuantizationParameters.perTensor(1f / 256, -128),
          Tanh.class, QuantizationParameters.perTensor(1f / 128, 0));

  /** Axis of the output channels in the weights of each linear operation. */
  private static final Map<Class<? extends Op>, Integer> CHANNEL_AXIS =
      Map.of(Conv2d.class, 0, DepthwiseConv2d.class, 3, FullyConnected.class, 0);

  private final Graph graph;
  private final Random random;

  private RandomForms(Graph graph, long seed) {
    this.graph = graph;
    this.random = new Random(seed);
  }

  /** Linear operations read float16 weights and biases through DEQUANTIZE. */
  public static Graph float16Weights(Graph graph, long seed) {
    return new RandomForms(graph, seed).float16Weights();
  }

  /** CONV_2D and FULLY_CONNECTED have int8 weights, all else is float. */
  public static Graph dynamicRange(Graph graph, long seed) {
    return new RandomForms(graph, seed).dynamicRange();
  }

  /** Everything is int8, inputs and outputs too. */
  public static Graph int8(Graph graph, long seed) {
    return new RandomForms(graph, seed).int8();
  }

  /** As {@link #int8}, between QUANTIZE and DEQUANTIZE. */
  public static Graph int8WithFloatBorders(Graph graph, long seed) {
    return withFloatBorders(int8(graph, seed));
  }

  private Graph float16Weights() {
    GraphEdit edit = graph.edit();
    for (Node node : graph.nodes()) {
      if (CHANNEL_AXIS.containsKey(node.op().getClass())) {
        node.inputs().stream()
            .skip(1)
            .map(graph::tensor)
            .forEach(tensor -> storeAsFloat16(edit, tensor));
      }
    }
    return edit.build();
  }

  private void storeAsFloat16(GraphEdit edit, Tensor tensor) {
    Tensor stored =
        Tensor.constant(
            tensor.name() + "/float16", tensor.shape(), halves(tensor.shape().elements()));
    edit.put(stored).put(Tensor.ofFloat(tensor.name(), tensor.shape()));
    edit.prepend(
        new Node(
            tensor.name(),
            new Dequantize(),
            List.of(stored.name()),
            List.of(tensor.name()),
            List.of()));
  }

  /** Bits of halves between 1/16 and 1, either sign. */
  private ConstantData halves(int count) {
    ByteBuffer bytes = ByteBuffer.allocate(2 * count).order(ByteOrder.LITTLE_ENDIAN);
    for (int i = 0; i < count; i++) {
      bytes.putShort(
          (short) ((random.nextBoolean() ? 0x8000 : 0) | (0x2c00 + random.nextInt(0x1000))));
    }
    return ConstantData.wrap(DataType.FLOAT16, bytes.flip());
  }

  private Graph dynamicRange() {
    GraphEdit edit = graph.edit();
    Set<Class<? extends Op>> hybrid = Set.of(Conv2d.class, FullyConnected.class);
    for (Node node : graph.nodes()) {
      if (hybrid.contains(node.op().getClass())) {
        Tensor weights = graph.tensor(node.inputs().get(1));
        edit.put(quantizedWeights(weights, CHANNEL_AXIS.get(node.op().getClass())));
      }
    }
    return edit.build();
  }

  private Graph int8() {
    Map<String, Tensor> quantized = new HashMap<>();
    graph.inputTensors().forEach(input -> quantized.put(input.name(), activation(input)));
    for (Node node : graph.nodes()) {
      quantizeConstants(node, quantized);
      Tensor output = graph.tensor(node.output());
      quantized.put(output.name(), result(node, output, quantized));
    }
    GraphBuilder builder = Graph.builder();
    graph.inputs().forEach(p -> builder.input(p.name(), quantized.get(p.tensor())));
    graph.tensors().stream()
        .filter(tensor -> !graph.isInput(tensor.name()))
        .forEach(tensor -> builder.add(quantized.get(tensor.name())));
    graph.nodes().forEach(builder::node);
    graph.outputs().forEach(p -> builder.output(p.name(), quantized.get(p.tensor())));
    return builder.build();
  }

  private Tensor result(Node node, Tensor output, Map<String, Tensor> quantized) {
    QuantizationParameters fixed = FIXED.get(node.op().getClass());
    if (fixed != null) {
      return output.typed(DataType.INT8).withQuantization(fixed);
    }
    return KEEPS_QUANTIZATION.contains(node.op().getClass())
        ? output
            .typed(DataType.INT8)
            .withQuantization(quantized.get(node.input()).requireQuantization())
        : activation(output);
  }

  private void quantizeConstants(Node node, Map<String, Tensor> quantized) {
    Integer axis = CHANNEL_AXIS.get(node.op().getClass());
    for (int i = 1; i < node.inputs().size(); i++) {
      Tensor constant = graph.tensor(node.inputs().get(i));
      if (constant.isConstant()) {
        Tensor stored =
            axis == null
                ? operand(node, constant, quantized)
                : i == 1
                    ? quantizedWeights(constant, axis)
                    : bias(
                        constant, quantized.get(node.input()), quantized.get(node.inputs().get(1)));
        quantized.put(constant.name(), stored);
      }
    }
  }

  /** The padding value has the quantization of what is padded, any other constant its own. */
  private Tensor operand(Node node, Tensor constant, Map<String, Tensor> quantized) {
    QuantizationParameters parameters =
        node.op() instanceof PadV2
            ? quantized.get(node.input()).requireQuantization()
            : QuantizationParameters.perTensor(1f / 127, 0);
    return constant
        .withData(ConstantData.of(bytes(constant.shape().elements())))
        .withQuantization(parameters);
  }

  private Tensor activation(Tensor tensor) {
    float scale = 0.01f + random.nextFloat() * 0.04f;
    return tensor
        .typed(DataType.INT8)
        .withQuantization(QuantizationParameters.perTensor(scale, random.nextInt(256) - 128));
  }

  /** Per channel or per tensor; with one channel that is the same in a file. */
  private Tensor quantizedWeights(Tensor weights, int axis) {
    int channels = weights.shape().dim(axis);
    boolean perTensor = channels == 1 || random.nextInt(3) == 0;
    float[] scales = new float[perTensor ? 1 : channels];
    for (int i = 0; i < scales.length; i++) {
      scales[i] = 0.002f + random.nextFloat() * 0.01f;
    }
    return weights
        .withData(ConstantData.of(bytes(weights.shape().elements())))
        .withQuantization(
            perTensor
                ? QuantizationParameters.perTensor(scales[0], 0)
                : QuantizationParameters.symmetricPerAxis(scales, axis));
  }

  private Tensor bias(Tensor bias, Tensor input, Tensor weights) {
    QuantizationParameters parameters = weights.requireQuantization();
    float[] scales = parameters.scales();
    for (int i = 0; i < scales.length; i++) {
      scales[i] *= input.requireQuantization().scale();
    }
    int[] values = random.ints(bias.shape().elements(), -2000, 2000).toArray();
    return bias.withData(ConstantData.of(values))
        .withQuantization(
            parameters.isPerAxis()
                ? QuantizationParameters.symmetricPerAxis(scales, 0)
                : QuantizationParameters.perTensor(scales[0], 0));
  }

  private byte[] bytes(int count) {
    byte[] values = new byte[count];
    for (int i = 0; i < count; i++) {
      values[i] = (byte) (random.nextInt(255) - 127);
    }
    return values;
  }

  private static Graph withFloatBorders(Graph integer) {
    GraphBuilder builder = Graph.builder();
    List<Node> first = new ArrayList<>();
    for (Port port : integer.inputs()) {
      Tensor inner = integer.tensor(port.tensor());
      Tensor outer =
          builder.input(port.name(), Tensor.ofFloat(port.name() + "/float", inner.shape()));
      first.add(step(new Quantize(), outer, inner));
    }
    integer.tensors().forEach(builder::add);
    first.forEach(builder::node);
    integer.nodes().forEach(builder::node);
    for (Port port : integer.outputs()) {
      Tensor inner = integer.tensor(port.tensor());
      Tensor outer = builder.add(Tensor.ofFloat(port.name() + "/float", inner.shape()));
      builder.node(step(new Dequantize(), inner, outer));
      builder.output(port.name(), outer);
    }
    return builder.build();
  }

  private static Node step(Op op, Tensor from, Tensor to) {
    return new Node(to.name(), op, List.of(from.name()), List.of(to.name()), List.of());
  }

  /** A form by name, for tests that go through all of them. */
  public enum Form {
    /** Float32 throughout. */
    FLOAT32,
    /** See {@link RandomForms#float16Weights}. */
    FLOAT16_WEIGHTS,
    /** See {@link RandomForms#dynamicRange}. */
    DYNAMIC_RANGE,
    /** See {@link RandomForms#int8}. */
    INT8,
    /** See {@link RandomForms#int8WithFloatBorders}. */
    INT8_WITH_FLOAT_BORDERS;

    /** The random graph of a seed in this form. */
    public Graph graph(long seed) {
      Graph floats = RandomGraphs.floats(seed);
      return switch (this) {
        case FLOAT32 -> floats;
        case FLOAT16_WEIGHTS -> float16Weights(floats, seed);
        case DYNAMIC_RANGE -> dynamicRange(floats, seed);
        case INT8 -> int8(floats, seed);
        case INT8_WITH_FLOAT_BORDERS -> int8WithFloatBorders(floats, seed);
      };
    }
  }
}
