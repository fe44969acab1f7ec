package org.dl4jmot.core.verify;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;

/**
 * Inputs an export is verified on.
 *
 * @param description where they come from, for the report
 * @param values per sample an array per input of the graph, row-major in the graph's layout
 */
public record Samples(String description, List<float[][]> values) {
  private static final long SEED = 42;
  private static final int MOST_BATCHED = 10;

  /**
   * Copies the list.
   *
   * @throws IllegalArgumentException if there are no samples
   */
  public Samples {
    values = List.copyOf(values);
    if (values.isEmpty()) {
      throw new IllegalArgumentException("verification needs at least one sample: " + description);
    }
  }

  /** The first samples, at most so many. */
  public Samples first(int limit) {
    return values.size() <= limit ? this : new Samples(description, values.subList(0, limit));
  }

  /**
   * These samples in batches: each holds so many samples one behind the other. At most ten samples
   * are used, the first ones again where there are too few.
   *
   * @param size samples per batch, at least 1
   */
  Samples batches(int size) {
    int count = Math.max(1, Math.min(values.size(), MOST_BATCHED) / size);
    List<float[][]> batches = new ArrayList<>();
    for (int batch = 0; batch < count; batch++) {
      float[][] stacked = new float[values.get(0).length][];
      for (int input = 0; input < stacked.length; input++) {
        stacked[input] = stacked(input, batch * size, size);
      }
      batches.add(stacked);
    }
    return new Samples(description + " in batches of " + size, batches);
  }

  private float[] stacked(int input, int from, int size) {
    int length = values.get(0)[input].length;
    float[] stacked = new float[size * length];
    for (int i = 0; i < size; i++) {
      float[] sample = values.get((from + i) % values.size())[input];
      System.arraycopy(sample, 0, stacked, i * length, length);
    }
    return stacked;
  }

  /**
   * Random inputs, the same at every call: uniform in the range an input was trained with, or in
   * [0, 1) where there is none.
   *
   * @param graph the float graph
   * @param count how many
   */
  public static Samples seeded(Graph graph, int count) {
    SplittableRandom random = new SplittableRandom(SEED);
    List<float[][]> values = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      values.add(
          graph.inputTensors().stream()
              .map(tensor -> uniform(tensor, random))
              .toArray(float[][]::new));
    }
    return new Samples("seeded random inputs", values);
  }

  private static float[] uniform(Tensor tensor, SplittableRandom random) {
    TrainedRange range =
        tensor
            .trained()
            .filter(TrainedRange.class::isInstance)
            .map(TrainedRange.class::cast)
            .orElse(new TrainedRange(0, 1));
    float[] values = new float[tensor.shape().elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          (float) (range.min() + random.nextDouble() * ((double) range.max() - range.min()));
    }
    return values;
  }
}
