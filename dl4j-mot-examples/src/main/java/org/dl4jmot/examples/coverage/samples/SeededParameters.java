package org.dl4jmot.examples.coverage.samples;

import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Parameters as training might leave them: no bias is 0, no statistic what it was at the start. */
final class SeededParameters {
  private static final long SEED = 5;

  /** Weights of a filter this large keep the magnitude of what they are applied to. */
  private static final int FILTER = 30;

  private SeededParameters() {}

  static ComputationGraph fill(ComputationGraph network) {
    Random random = new Random(SEED);
    for (Layer layer : network.getLayers()) {
      Map<String, INDArray> parameters = layer.paramTable();
      if (parameters != null) {
        parameters.forEach((key, array) -> fill(key, array, random));
      }
    }
    return network;
  }

  private static void fill(String key, INDArray array, Random random) {
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, value(key, array.length(), random.nextGaussian()));
    }
  }

  private static double value(String key, long length, double normal) {
    return switch (key) {
      case BatchNormalizationParamInitializer.GLOBAL_VAR -> Math.exp(0.5 * normal);
      case BatchNormalizationParamInitializer.GLOBAL_LOG_STD -> 0.2 * normal;
      case BatchNormalizationParamInitializer.GAMMA -> 1 + 0.3 * normal;
      default -> normal / Math.sqrt((double) Math.min(length, FILTER));
    };
  }
}
