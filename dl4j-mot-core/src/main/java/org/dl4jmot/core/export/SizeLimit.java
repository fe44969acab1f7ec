package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.deeplearning4j.nn.api.Model;
import org.dl4jmot.core.freeze.UnsupportedNetworkException;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What a {@code .tflite} file and a Java array can hold, checked before any work. */
final class SizeLimit {
  /** Offsets of the format have 32 bits; some are needed besides the weights. */
  static final long MAX_BYTES = Integer.MAX_VALUE - 65536;

  private static final double GIGABYTE = 1e9;

  private SizeLimit() {}

  /**
   * Checks that a network's weights fit a file.
   *
   * @param bytesPerWeight what a weight takes in the file
   * @throws UnsupportedNetworkException saying what is too large and what to do
   */
  static void require(Model network, int bytesPerWeight) {
    network.init();
    Map<String, Long> weights = new LinkedHashMap<>();
    for (Map.Entry<String, INDArray> entry : network.paramTable().entrySet()) {
      // Vectors are biases and what folds away: they hardly count.
      if (entry.getValue().rank() > 1 && entry.getValue().size(0) > 1) {
        weights.put(entry.getKey(), entry.getValue().length());
      }
    }
    List<Item> problems = problems(weights, bytesPerWeight);
    if (!problems.isEmpty()) {
      throw new UnsupportedNetworkException(problems);
    }
  }

  static List<Item> problems(Map<String, Long> weights, int bytesPerWeight) {
    List<Item> problems = new ArrayList<>();
    weights.forEach(
        (name, count) -> {
          if (count * Float.BYTES > MAX_BYTES) {
            problems.add(
                new Item(
                    name,
                    "parameter",
                    "it takes " + gigabytes(count * Float.BYTES) + " as float32, more than 2 GB",
                    "Split the layer or make it narrower"));
          }
        });
    long all = weights.values().stream().mapToLong(Long::longValue).sum() * bytesPerWeight;
    if (all > MAX_BYTES) {
      problems.add(
          new Item(
              "all weights",
              "network",
              "they take " + gigabytes(all) + " in the file, and a .tflite file holds 2 GB",
              "Quantize (int8 takes a quarter of float32) or shrink the network"));
    }
    return problems;
  }

  private static String gigabytes(long bytes) {
    return String.format(Locale.ROOT, "%.1f GB", bytes / GIGABYTE);
  }
}
