package org.dl4jmot.quantization.calibrate;

import java.nio.FloatBuffer;

/** What one thread saw of one tensor: the extremes of each of its samples, and all magnitudes. */
final class TensorObservation {
  private final String name;
  private final FloatBuffer values;
  private final float[] mins;
  private final float[] maxs;
  private final Magnitudes magnitudes = new Magnitudes();

  TensorObservation(String name, FloatBuffer values, int samples) {
    this.name = name;
    this.values = values;
    mins = new float[samples];
    maxs = new float[samples];
  }

  String name() {
    return name;
  }

  float min(int sample) {
    return mins[sample];
  }

  float max(int sample) {
    return maxs[sample];
  }

  Magnitudes magnitudes() {
    return magnitudes;
  }

  /** Takes in the values as they are now; answers whether all are finite. */
  boolean observe(int sample) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < values.limit(); i++) {
      float value = values.get(i);
      // Math.min and Math.max keep a NaN, so that one look at the end tells.
      min = Math.min(min, value);
      max = Math.max(max, value);
      magnitudes.add(value);
    }
    mins[sample] = min;
    maxs[sample] = max;
    return Float.isFinite(min) && Float.isFinite(max);
  }
}
