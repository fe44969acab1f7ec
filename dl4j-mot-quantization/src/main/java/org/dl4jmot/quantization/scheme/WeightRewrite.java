package org.dl4jmot.quantization.scheme;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.quantization.plan.FiniteConstants;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.plan.WeightQuantization;
import org.dl4jmot.quantization.plan.WeightTensor;
import org.dl4jmot.quantization.scheme.DynamicRange.DenseInputs;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/** Puts int8 weights in place of float ones, the rest of the graph staying as it is. */
final class WeightRewrite {
  private final Graph graph;
  private final List<WeightTensor> weights;
  private final Map<Form, Tensor> made = new HashMap<>();

  /** A tensor quantized in one way. */
  private record Form(String tensor, QuantizationParameters parameters, int bits) {}

  WeightRewrite(Graph graph, PlanSettings settings, int minElements) {
    this.graph = graph;
    this.weights =
        QuantizationTargets.of(graph, settings).weights().stream()
            .filter(weight -> graph.tensor(weight.name()).shape().elements() >= minElements)
            .toList();
  }

  /** Number of weight tensors that are quantized. */
  int quantized() {
    return (int) weights.stream().map(WeightTensor::name).distinct().count();
  }

  Graph apply(DenseInputs denseInputs) {
    FiniteConstants.require(weights.stream().map(weight -> graph.tensor(weight.name())));
    GraphEdit edit = graph.edit();
    for (WeightTensor weight : weights) {
      Node node =
          graph.nodes().stream()
              .filter(one -> one.name().equals(weight.node()))
              .findFirst()
              .orElseThrow();
      Tensor integer = integer(weight, edit);
      edit.replace(
          node, node.with(hybrid(node.op(), denseInputs)).rewired(weight.name(), integer.name()));
    }
    return edit.build();
  }

  private static Op hybrid(Op op, DenseInputs denseInputs) {
    return op instanceof FullyConnected dense
        ? new FullyConnected(
            dense.activation(), dense.keepDimensions(), denseInputs == DenseInputs.ASYMMETRIC)
        : op;
  }

  private Tensor integer(WeightTensor weight, GraphEdit edit) {
    Tensor tensor = graph.tensor(weight.name());
    FloatBuffer values = tensor.requireData().floats();
    QuantizationParameters parameters =
        WeightQuantization.parameters(
            values,
            tensor.shape(),
            weight.rule().channelAxis(),
            weight.granularity(),
            weight.bits());
    Form form = new Form(weight.name(), parameters, weight.bits());
    return made.computeIfAbsent(
        form,
        key -> {
          byte[] quantized =
              WeightQuantization.quantize(values, tensor.shape(), parameters, weight.bits());
          Tensor integer =
              tensor
                  .withData(ConstantData.wrap(DataType.INT8, ByteBuffer.wrap(quantized)))
                  .withQuantization(parameters);
          Tensor named = integer.named(name(tensor, edit));
          edit.put(named);
          return named;
        });
  }

  // The first integer form takes the tensor's name, unless someone still reads the floats.
  private String name(Tensor tensor, GraphEdit edit) {
    boolean onlyQuantizedReaders =
        graph.consumers(tensor.name()).stream()
            .allMatch(reader -> weights.stream().anyMatch(w -> w.node().equals(reader.name())));
    boolean first = made.keySet().stream().noneMatch(form -> form.tensor().equals(tensor.name()));
    return onlyQuantizedReaders && first ? tensor.name() : edit.freshName(tensor.name());
  }
}
