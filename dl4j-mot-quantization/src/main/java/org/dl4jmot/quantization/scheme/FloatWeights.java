package org.dl4jmot.quantization.scheme;

import java.util.LinkedHashMap;
import java.util.Map;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/** Says why dynamic-range quantization leaves weights in float. */
final class FloatWeights {
  private final Graph graph;
  private final PlanSettings settings;
  private final int minElements;

  FloatWeights(Graph graph, PlanSettings settings, int minElements) {
    this.graph = graph;
    this.settings = settings;
    this.minElements = minElements;
  }

  /**
   * A reason for every constant of several axes that is float in the quantized graph, by its name.
   */
  Map<String, String> reasons(Graph quantized) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (Node node : graph.nodes()) {
      for (Tensor tensor : graph.inputsOf(node)) {
        if (isWeights(tensor) && isFloat(quantized, tensor.name())) {
          reasons.putIfAbsent(tensor.name(), reason(node, tensor));
        }
      }
    }
    return reasons;
  }

  private static boolean isWeights(Tensor tensor) {
    return tensor.isConstant() && tensor.type() == DataType.FLOAT32 && tensor.shape().rank() > 1;
  }

  private static boolean isFloat(Graph quantized, String name) {
    return quantized.hasTensor(name) && quantized.tensor(name).type() == DataType.FLOAT32;
  }

  private String reason(Node node, Tensor tensor) {
    int elements = tensor.shape().elements();
    return settings
        .floatReason(node)
        .orElse(
            elements < minElements
                ? "fewer than " + minElements + " elements"
                : node.op().type() + " has no kernel here for int8 weights and float inputs");
  }
}
