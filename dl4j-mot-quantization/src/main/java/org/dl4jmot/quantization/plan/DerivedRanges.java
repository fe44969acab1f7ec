package org.dl4jmot.quantization.plan;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.RecurrentActivation;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Tile;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Ranges that follow from another tensor's. The steps of an activation function, for example,
 * depend on each single value of the function's argument, and that takes no more than 256 values
 * once it is quantized: the operations in between, run on each of them, give the exact range. So do
 * slices, paddings and concatenations.
 */
final class DerivedRanges {
  /** Each element of the result depends on one element of a tensor that is not constant. */
  private static final Set<Class<? extends Op>> POINTWISE =
      Set.of(
          Abs.class,
          Add.class,
          Concatenation.class,
          Div.class,
          Elu.class,
          Exp.class,
          Identity.class,
          LeakyRelu.class,
          Log.class,
          Logistic.class,
          Maximum.class,
          Minimum.class,
          Mul.class,
          Pad.class,
          PadV2.class,
          PRelu.class,
          Relu.class,
          Relu6.class,
          ReluN1To1.class,
          Reshape.class,
          Slice.class,
          Sqrt.class,
          StridedSlice.class,
          Sub.class,
          Tanh.class,
          Tile.class,
          Transpose.class);

  /** The activation functions that operations clamp their results with. */
  private static final Map<Class<? extends Op>, Function<Op, Activation>> CLAMPS =
      Map.of(
          Conv2d.class, op -> ((Conv2d) op).activation(),
          DepthwiseConv2d.class, op -> ((DepthwiseConv2d) op).activation(),
          FullyConnected.class, op -> ((FullyConnected) op).activation());

  private static final int VALUES = 256;

  /** Of the values of 16 bits it is enough to look at every so manieth. */
  private static final int STRIDE_OF_INT16 = 256;

  private final Graph graph;
  private final Map<String, PlannedTensor> known;
  private final DataType type;

  /**
   * Derives ranges in a graph.
   *
   * @param graph the lowered float graph
   * @param known tensors whose parameters training, calibration or nature have settled
   * @param type integer type of activations
   */
  DerivedRanges(Graph graph, Map<String, PlannedTensor> known, DataType type) {
    this.graph = graph;
    this.known = known;
    this.type = type;
  }

  /** The range of a tensor, if it follows from others'. */
  Optional<ActivationRange> of(String tensor) {
    Optional<Node> producer = graph.producer(tensor);
    Optional<Node> concatenation = producer.filter(node -> node.op() instanceof Concatenation);
    return producer
        .flatMap(DerivedRanges::byNature)
        .or(() -> fromOne(tensor))
        .or(() -> concatenation.flatMap(this::union))
        .or(() -> producer.filter(node -> node.op() instanceof Add).flatMap(this::sum));
  }

  /**
   * What an operation cannot leave: the result of an LSTM is the product of a gate and a tanh, a
   * clamped one stays within its bounds.
   */
  private static Optional<ActivationRange> byNature(Node node) {
    Activation clamp =
        CLAMPS.getOrDefault(node.op().getClass(), op -> Activation.NONE).apply(node.op());
    if (Float.isFinite(clamp.min()) && Float.isFinite(clamp.max())) {
      return Optional.of(new ActivationRange(clamp.min(), clamp.max()));
    }
    return node.op() instanceof UnidirectionalSequenceLstm lstm
            && lstm.activation() == RecurrentActivation.TANH
        ? Optional.of(new ActivationRange(-1, 1))
        : Optional.empty();
  }

  /** Parts laid side by side take all the values that each of them takes. */
  private Optional<ActivationRange> union(Node concatenation) {
    List<Optional<ActivationRange>> parts =
        concatenation.inputs().stream().map(this::ofPart).toList();
    return parts.stream().allMatch(Optional::isPresent)
        ? parts.stream().flatMap(Optional::stream).reduce(ActivationRange::union)
        : Optional.empty();
  }

  /** A sum is within the sum of its summands' ranges. */
  private Optional<ActivationRange> sum(Node addition) {
    List<ActivationRange> summands =
        addition.inputs().stream().flatMap(name -> ofPart(name).stream()).toList();
    return summands.size() == 2
        ? Optional.of(
            new ActivationRange(
                summands.get(0).min() + summands.get(1).min(),
                summands.get(0).max() + summands.get(1).max()))
        : Optional.empty();
  }

  private Optional<ActivationRange> ofPart(String tensor) {
    return Optional.ofNullable(known.get(tensor))
        .map(planned -> representable(planned.parameters()))
        .or(() -> graph.tensor(tensor).isConstant() ? Optional.empty() : of(tensor));
  }

  private ActivationRange representable(QuantizationParameters parameters) {
    return new ActivationRange(value(0, parameters), value(VALUES - 1, parameters));
  }

  /** The range of a tensor, if it follows from one other's. */
  private Optional<ActivationRange> fromOne(String tensor) {
    Set<String> roots = new LinkedHashSet<>();
    Set<Node> path = new LinkedHashSet<>();
    walkBack(tensor, roots, path);
    if (roots.size() != 1 || path.isEmpty()) {
      return Optional.empty();
    }
    Tensor root = graph.tensor(roots.iterator().next());
    return Optional.ofNullable(known.get(root.name()))
        .map(PlannedTensor::parameters)
        .map(parameters -> range(tensor, root, parameters, path))
        .filter(range -> Float.isFinite(range.min()) && Float.isFinite(range.max()));
  }

  /** Collects the operations in front of a tensor, in running order, and where they begin. */
  private void walkBack(String tensor, Set<String> roots, Set<Node> path) {
    Optional<Node> producer =
        graph.producer(tensor).filter(node -> POINTWISE.contains(node.op().getClass()));
    if (producer.isEmpty() || isSettled(tensor)) {
      roots.add(tensor);
      return;
    }
    for (String input : producer.get().inputs()) {
      if (!graph.tensor(input).isConstant()) {
        walkBack(input, roots, path);
      }
    }
    path.add(producer.get());
  }

  private boolean isSettled(String tensor) {
    PlannedTensor planned = known.get(tensor);
    return planned != null
        && (planned.source() == ParameterSource.TRAINED
            || planned.source() == ParameterSource.CALIBRATED);
  }

  private ActivationRange range(
      String tensor, Tensor root, QuantizationParameters parameters, Set<Node> path) {
    Interpreter interpreter = new Interpreter(fragment(tensor, root, path));
    float[] argument = new float[root.shape().elements()];
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < VALUES; i++) {
      Arrays.fill(argument, value(i, parameters));
      interpreter.input(0).set(argument);
      interpreter.run();
      for (float result : interpreter.output(0).toFloats()) {
        min = Math.min(min, result);
        max = Math.max(max, result);
      }
    }
    return new ActivationRange(
        Float.isFinite(min) ? min : -Float.MAX_VALUE, Float.isFinite(max) ? max : Float.MAX_VALUE);
  }

  private float value(int index, QuantizationParameters parameters) {
    int stride = type == DataType.INT8 ? 1 : STRIDE_OF_INT16;
    int integer = stride * (IntegerRange.INT8.min() + index);
    return (integer - parameters.zeroPoint()) * parameters.scale();
  }

  private Graph fragment(String tensor, Tensor root, Set<Node> path) {
    GraphBuilder builder = Graph.builder();
    builder.input(Tensor.ofFloat(root.name(), root.shape()));
    for (Node node : path) {
      List<Tensor> constants =
          graph.inputsOf(node).stream().filter(Tensor::isConstant).distinct().toList();
      constants.stream()
          .distinct()
          .filter(constant -> isNew(constant, path, node))
          .forEach(builder::add);
      List<Tensor> operands = node.inputs().stream().map(builder::tensor).toList();
      Tensor result = graph.tensor(node.output());
      builder.node(
          node.layers(), node.op(), operands, Tensor.ofFloat(result.name(), result.shape()));
    }
    return builder.output("result", builder.tensor(tensor)).build();
  }

  /** Whether no earlier node of the path has brought the constant along. */
  private static boolean isNew(Tensor constant, Set<Node> path, Node reader) {
    for (Node node : path) {
      if (node.inputs().contains(constant.name())) {
        return node.equals(reader);
      }
    }
    return true;
  }
}
