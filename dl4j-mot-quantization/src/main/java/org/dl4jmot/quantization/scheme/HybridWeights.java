package org.dl4jmot.quantization.scheme;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.dl4jmot.quantization.plan.FiniteConstants;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.WeightQuantization;
import org.dl4jmot.quantization.scheme.DynamicRange.DenseInputs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * Int8 weights for float operations beyond those with channels: recurrent ones and products with
 * constant matrices, whose hybrid kernels take one scale per tensor and either all weights in int8
 * or none, and look-ups, whose int8 rows are dequantized.
 */
final class HybridWeights {
  private static final int BITS = 8;

  private final Graph graph;
  private final GraphEdit edit;
  private final PlanSettings settings;
  private final int minElements;
  private final DenseInputs inputs;
  private final Map<String, Tensor> made = new HashMap<>();

  /** Indices of the weights among an operation's inputs, biases aside. */
  private static final Map<Class<? extends Op>, Function<Op, IntStream>> WEIGHTS =
      Map.of(
          UnidirectionalSequenceLstm.class,
              op -> IntStream.range(1, ((UnidirectionalSequenceLstm) op).bias(0)),
          UnidirectionalSequenceRnn.class, op -> IntStream.range(1, 3),
          BatchMatMul.class, op -> IntStream.of(1));

  private static final Map<Class<? extends Op>, UnaryOperator<Op>> ASYMMETRIC =
      Map.of(
          UnidirectionalSequenceLstm.class, HybridWeights::asymmetricLstm,
          UnidirectionalSequenceRnn.class, HybridWeights::asymmetricRnn);

  private HybridWeights(Graph graph, PlanSettings settings, int minElements, DenseInputs inputs) {
    this.graph = graph;
    this.edit = graph.edit();
    this.settings = settings;
    this.minElements = minElements;
    this.inputs = inputs;
  }

  /**
   * The graph with int8 weights.
   *
   * @param settings say what stays as it is
   * @param minElements fewest elements of an operation's weights
   * @param inputs how hybrid kernels quantize input and state
   */
  static Graph apply(Graph graph, PlanSettings settings, int minElements, DenseInputs inputs) {
    return new HybridWeights(graph, settings, minElements, inputs).run();
  }

  /** Number of weight tensors that became integers. */
  static int count(Graph before, Graph after) {
    return (int)
        after.tensors().stream()
            .filter(tensor -> tensor.isConstant() && tensor.type() == DataType.INT8)
            .filter(
                tensor ->
                    !before.hasTensor(tensor.name())
                        || before.tensor(tensor.name()).type() != DataType.INT8)
            .count();
  }

  private Graph run() {
    for (Node node : graph.nodes()) {
      if (settings.floatReason(node).isEmpty()) {
        hybridWeights(node).ifPresent(weights -> quantizeWeights(node, weights));
        if (node.op() instanceof Gather && isQuantizable(List.of(0), node)) {
          quantizeTable(node);
        }
      }
    }
    return edit.build();
  }

  private Optional<List<Integer>> hybridWeights(Node node) {
    return Optional.ofNullable(WEIGHTS.get(node.op().getClass()))
        .map(weights -> weights.apply(node.op()).boxed().toList())
        .filter(weights -> isQuantizable(weights, node) && hasHybridKernel(node));
  }

  /** LiteRT's hybrid BATCH_MATMUL mixes scales up where two axes count matrices. */
  private boolean hasHybridKernel(Node node) {
    return !(node.op() instanceof BatchMatMul product)
        || (product.left() == BatchMatMul.Order.PLAIN
            && graph.tensor(node.output()).shape().rank() <= 3);
  }

  private boolean isQuantizable(List<Integer> weights, Node node) {
    List<Tensor> tensors =
        weights.stream().map(index -> graph.tensor(node.inputs().get(index))).toList();
    return tensors.stream().allMatch(t -> t.isConstant() && t.type() == DataType.FLOAT32)
        && tensors.stream().mapToLong(t -> t.shape().elements()).sum() >= minElements;
  }

  private void quantizeWeights(Node node, List<Integer> weights) {
    Node rewired = node.with(withInputs(node.op()));
    for (int index : weights) {
      String name = node.inputs().get(index);
      rewired = rewired.rewired(name, integer(name).name());
    }
    edit.replace(node, rewired);
  }

  /** How inputs and state are quantized; a matrix product here always does without zero points. */
  private Op withInputs(Op op) {
    UnaryOperator<Op> asymmetric = ASYMMETRIC.get(op.getClass());
    return asymmetric == null || inputs == DenseInputs.SYMMETRIC ? op : asymmetric.apply(op);
  }

  private static Op asymmetricLstm(Op op) {
    return ((UnidirectionalSequenceLstm) op).withAsymmetricInputs(true);
  }

  private static Op asymmetricRnn(Op op) {
    UnidirectionalSequenceRnn rnn = (UnidirectionalSequenceRnn) op;
    return new UnidirectionalSequenceRnn(rnn.activation(), rnn.timeMajor(), true);
  }

  private void quantizeTable(Node node) {
    Tensor table = integer(node.input());
    Tensor result = graph.tensor(node.output());
    Tensor rows =
        Tensor.computed(edit.freshName(result.name() + "/quantized"), DataType.INT8, result.shape())
            .withQuantization(table.requireQuantization());
    edit.put(rows);
    edit.replace(
        node,
        new Node(
            rows.name(),
            node.op(),
            List.of(table.name(), node.inputs().get(1)),
            List.of(rows.name()),
            node.layers()),
        new Node(
            node.name(), new Dequantize(), List.of(rows.name()), node.outputs(), node.layers()));
  }

  private Tensor integer(String name) {
    return made.computeIfAbsent(name, key -> quantized(graph.tensor(key)));
  }

  private Tensor quantized(Tensor tensor) {
    FiniteConstants.require(Stream.of(tensor));
    float[] values = tensor.requireData().toFloats();
    QuantizationParameters parameters =
        WeightQuantization.parameters(values, tensor.shape(), 0, Granularity.PER_TENSOR, BITS);
    byte[] integers = WeightQuantization.quantize(values, tensor.shape(), parameters, BITS);
    Tensor integer =
        tensor
            .named(edit.freshName(tensor.name() + "/int8"))
            .withData(ConstantData.of(integers))
            .withQuantization(parameters);
    edit.put(integer);
    return integer;
  }
}
