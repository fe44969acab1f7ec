package org.dl4jmot.core.export;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.dl4jmot.core.verify.TensorComparison;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Tensor;

/** Makes the per-operation rows of a report. */
final class OpTable {
  private final Graph floatGraph;
  private final Graph fileGraph;
  private final Map<String, TensorComparison> comparisons;

  private OpTable(Graph floatGraph, Graph fileGraph, List<TensorComparison> compared) {
    this.floatGraph = floatGraph;
    this.fileGraph = fileGraph;
    comparisons =
        compared.stream().collect(Collectors.toMap(TensorComparison::tensor, Function.identity()));
  }

  /**
   * A row per operation.
   *
   * @param compared tensors that have been compared between the two; none before anything ran
   */
  static List<OpRow> rows(Graph floatGraph, Graph fileGraph, List<TensorComparison> compared) {
    OpTable table = new OpTable(floatGraph, fileGraph, compared);
    return fileGraph.nodes().stream()
        .filter(node -> !table.isUnpacking(node))
        .map(table::row)
        .toList();
  }

  /** A DEQUANTIZE of a constant is part of how its reader's weights are stored. */
  private boolean isUnpacking(Node node) {
    return node.inputs().stream().allMatch(name -> fileGraph.tensor(name).isConstant());
  }

  private OpRow row(Node node) {
    TensorComparison comparison = comparisons.get(node.output());
    return new OpRow(
        node.name(),
        node.op().type(),
        node.layers(),
        floatGraph.hasTensor(node.output())
            ? floatGraph.producer(node.output()).map(same -> bytes(floatGraph, same)).orElse(0L)
            : 0,
        bytes(fileGraph, node),
        sparsity(node),
        comparison == null ? OptionalDouble.empty() : comparison.sqnr());
  }

  private static long bytes(Graph graph, Node node) {
    return constants(graph, node).mapToLong(tensor -> tensor.requireData().byteCount()).sum();
  }

  private static Stream<Tensor> constants(Graph graph, Node node) {
    return graph.inputsOf(node).stream()
        .map(tensor -> unpacked(graph, tensor))
        .filter(Tensor::isConstant);
  }

  private static Tensor unpacked(Graph graph, Tensor tensor) {
    return graph
        .producer(tensor.name())
        .filter(producer -> producer.inputs().size() == 1)
        .map(producer -> graph.tensor(producer.input()))
        .filter(Tensor::isConstant)
        .orElse(tensor);
  }

  private OptionalDouble sparsity(Node node) {
    List<ConstantData> weights =
        constants(fileGraph, node)
            .filter(tensor -> tensor.shape().rank() > 1)
            .map(Tensor::requireData)
            .toList();
    long elements = weights.stream().mapToLong(ConstantData::elements).sum();
    return elements == 0
        ? OptionalDouble.empty()
        : OptionalDouble.of((double) weights.stream().mapToLong(OpTable::zeros).sum() / elements);
  }

  /**
   * Counts elements whose bytes are all zero; a float's sign bit is passed over, so that -0 counts.
   */
  private static long zeros(ConstantData data) {
    ByteBuffer bytes = data.bytes();
    int width = data.type().bytes();
    int signMask = data.type().isFloatingPoint() ? 0x7f : 0xff;
    long zeros = 0;
    for (int i = 0; i < bytes.limit(); i += width) {
      int bits = bytes.get(i + width - 1) & signMask;
      for (int k = 0; k < width - 1; k++) {
        bits |= bytes.get(i + k);
      }
      zeros += bits == 0 ? 1 : 0;
    }
    return zeros;
  }
}
