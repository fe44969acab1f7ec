package org.dl4jmot.core.testing;

import java.util.List;
import java.util.Map;
import java.util.Random;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Gives a network parameters as training might leave them, awkward ones among them. */
public final class RandomParameters {
  private RandomParameters() {}

  /** Fills all parameters; every sixth batch-norm gamma is 0 and every third negative. */
  public static <M extends Model> M fill(M model, long seed) {
    Random random = new Random(seed);
    for (Layer layer : layers(model)) {
      Map<String, INDArray> parameters = layer.paramTable();
      if (parameters != null) {
        parameters.forEach((key, array) -> fill(key, array, random));
      }
    }
    return model;
  }

  private static List<Layer> layers(Model model) {
    return model instanceof ComputationGraph graph
        ? List.of(graph.getLayers())
        : List.of(((MultiLayerNetwork) model).getLayers());
  }

  private static void fill(String key, INDArray array, Random random) {
    for (long i = 0; i < array.length(); i++) {
      array.putScalar(i, value(key, i, array.length(), random));
    }
  }

  private static double value(String key, long index, long length, Random random) {
    double normal = random.nextGaussian();
    return switch (key) {
      case BatchNormalizationParamInitializer.GLOBAL_VAR -> Math.exp(normal);
      case BatchNormalizationParamInitializer.GLOBAL_LOG_STD -> 0.3 * normal;
      case BatchNormalizationParamInitializer.GAMMA ->
          index % 6 == 5 ? 0 : (index % 3 == 1 ? -1 : 1) * (0.5 + random.nextDouble());
      case BatchNormalizationParamInitializer.GLOBAL_MEAN -> 0.5 * normal;
      default -> normal / Math.sqrt((double) Math.min(length, 30));
    };
  }
}
