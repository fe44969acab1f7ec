package org.dl4jmot.core.freeze.spi;

import java.util.Arrays;
import java.util.List;

/**
 * Where the features of a graph's vector stand in the trained network's: Deeplearning4j flattens an
 * NCHW image channel by channel, the graph pixel by pixel. Layers behind it arrange their weights
 * accordingly, so that no data is ever moved.
 */
public final class FeatureOrder {
  private final int[] sources;

  private FeatureOrder(int[] sources) {
    this.sources = sources;
  }

  /** Both have the same order. */
  public static FeatureOrder same(int features) {
    int[] sources = new int[features];
    Arrays.setAll(sources, i -> i);
    return new FeatureOrder(sources);
  }

  /** The graph has H, W, C order, the trained network C, H, W. */
  public static FeatureOrder channelsFirst(int height, int width, int channels) {
    int[] sources = new int[height * width * channels];
    int pixels = height * width;
    Arrays.setAll(sources, i -> i % channels * pixels + i / channels);
    return new FeatureOrder(sources);
  }

  /** Several vectors one behind the other. */
  public static FeatureOrder concatenated(List<FeatureOrder> parts) {
    int[] sources = new int[parts.stream().mapToInt(FeatureOrder::features).sum()];
    int offset = 0;
    for (FeatureOrder part : parts) {
      for (int i = 0; i < part.sources.length; i++) {
        sources[offset + i] = offset + part.sources[i];
      }
      offset += part.sources.length;
    }
    return new FeatureOrder(sources);
  }

  /** Number of features. */
  public int features() {
    return sources.length;
  }

  /** Index in the trained network's vector of the graph's feature. */
  public int source(int feature) {
    return sources[feature];
  }

  /** Indices in the graph's vector of the trained network's features, in their order. */
  public int[] inverse() {
    int[] inverse = new int[sources.length];
    for (int i = 0; i < sources.length; i++) {
      inverse[sources[i]] = i;
    }
    return inverse;
  }

  /** Whether both orders are equal. */
  public boolean isSame() {
    return equals(same(sources.length));
  }

  /** One value per feature, from the trained network's order into the graph's. */
  public float[] arrange(float[] values) {
    float[] arranged = new float[values.length];
    for (int i = 0; i < arranged.length; i++) {
      arranged[i] = values[sources[i]];
    }
    return arranged;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof FeatureOrder order && Arrays.equals(sources, order.sources);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(sources);
  }
}
