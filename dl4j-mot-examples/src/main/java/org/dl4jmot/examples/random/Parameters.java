package org.dl4jmot.examples.random;

import java.util.List;
import java.util.Map;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.params.BatchNormalizationParamInitializer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Fills a network's parameters as training might leave them and as it should not: filters of zeros,
 * channels whose ranges differ by four orders of magnitude, units that saturate or never answer,
 * batch-norm factors that are zero or negative.
 */
final class Parameters {
  /** What is odd about a layer's parameters. */
  private enum Mood {
    ORDINARY,
    ZERO_SLICES,
    UNLIKE_CHANNELS,
    SATURATED,
    DEAD
  }

  private final Draw draw;

  private Parameters(Draw draw) {
    this.draw = draw;
  }

  static void fill(List<Layer> layers, Draw draw) {
    boolean calm = draw.chance(0.5);
    for (Layer layer : layers) {
      Map<String, INDArray> table = layer.paramTable();
      if (table != null && !table.isEmpty()) {
        Parameters parameters = new Parameters(draw.fork());
        Mood mood = calm || draw.chance(0.5) ? Mood.ORDINARY : draw.of(Mood.values());
        table.forEach((key, array) -> parameters.fill(key, array, mood));
      }
    }
  }

  private void fill(String key, INDArray array, Mood mood) {
    float[] values = new float[Math.toIntExact(array.length())];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) value(key, values.length);
    }
    INDArray filled = Nd4j.create(values, array.shape(), 'c');
    if (!key.equals(BatchNormalizationParamInitializer.GLOBAL_VAR)
        && !key.equals(BatchNormalizationParamInitializer.GLOBAL_LOG_STD)) {
      spoil(filled, mood);
    }
    array.assign(filled);
  }

  private double value(String key, int length) {
    double normal = draw.normal();
    return switch (key) {
      case BatchNormalizationParamInitializer.GLOBAL_VAR -> Math.exp(normal);
      case BatchNormalizationParamInitializer.GLOBAL_LOG_STD -> 0.3 * normal;
      case BatchNormalizationParamInitializer.GAMMA ->
          draw.chance(0.15) ? 0 : draw.chance(0.3) ? -1 - normal * normal / 4 : 1 + normal / 4;
      case BatchNormalizationParamInitializer.GLOBAL_MEAN -> 0.5 * normal;
      default -> normal / Math.sqrt(Math.min(length, 30));
    };
  }

  private void spoil(INDArray array, Mood mood) {
    switch (mood) {
      case ORDINARY -> {}
      case ZERO_SLICES -> scaleSlices(array, () -> draw.chance(0.4) ? 0 : 1);
      case UNLIKE_CHANNELS -> scaleSlices(array, () -> Math.pow(10, draw.real(-3, 1)));
      case SATURATED -> array.muli(20);
      case DEAD -> kill(array);
    }
  }

  private interface Factor {
    double get();
  }

  /** Scales along an axis: output channels, input channels, or rows of filters. */
  private void scaleSlices(INDArray array, Factor factor) {
    int axis = draw.between(0, array.rank() - 1);
    for (long i = 0; i < array.size(axis); i++) {
      org.nd4j.linalg.indexing.INDArrayIndex[] slice =
          new org.nd4j.linalg.indexing.INDArrayIndex[array.rank()];
      for (int a = 0; a < slice.length; a++) {
        slice[a] =
            a == axis
                ? org.nd4j.linalg.indexing.NDArrayIndex.interval(i, i + 1)
                : org.nd4j.linalg.indexing.NDArrayIndex.all();
      }
      array.get(slice).muli(factor.get());
    }
  }

  /** A bias so low that a rectifier lets nothing through. */
  private static void kill(INDArray array) {
    if (array.rank() == 2 && array.size(0) == 1) {
      array.subi(30);
    }
  }
}
