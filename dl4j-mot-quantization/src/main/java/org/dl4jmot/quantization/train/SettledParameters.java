package org.dl4jmot.quantization.train;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A network as it looks once training has moved every parameter: a fresh one's biases are 0 and
 * factors 1, and what adds 0 or multiplies by 1 leaves no operation in the file, nor in a plan.
 */
final class SettledParameters {
  private static final double MOVED = 1e-3;

  private SettledParameters() {}

  /** A copy without parameters that do nothing. */
  static MultiLayerNetwork of(MultiLayerNetwork network) {
    MultiLayerNetwork copy = QuantizationAware.strip(network);
    for (var layer : copy.getLayers()) {
      move(layer.paramTable());
    }
    return copy;
  }

  /** A copy without parameters that do nothing. */
  static ComputationGraph of(ComputationGraph network) {
    ComputationGraph copy = QuantizationAware.strip(network);
    for (var layer : copy.getLayers()) {
      move(layer.paramTable());
    }
    return copy;
  }

  private static void move(Map<String, INDArray> parameters) {
    if (parameters != null) {
      parameters.values().stream()
          .filter(values -> isAll(values, 0) || isAll(values, 1))
          .forEach(values -> values.addi(MOVED));
    }
  }

  private static boolean isAll(INDArray values, double value) {
    return values.minNumber().doubleValue() == value && values.maxNumber().doubleValue() == value;
  }
}
