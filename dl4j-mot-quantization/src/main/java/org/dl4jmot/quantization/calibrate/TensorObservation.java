package org.dl4jmot.quantization.calibrate;

/** What one thread saw of one tensor: the extremes of each of its samples, and all magnitudes. */
final class TensorObservation {
  private final String name;
  private final float[] scratch;
  private final float[] mins;
  private final float[] maxs;
  private final Magnitudes magnitudes = new Magnitudes();

  TensorObservation(String name, int elements, int samples) {
    this.name = name;
    scratch = new float[elements];
    mins = new float[samples];
    maxs = new float[samples];
  }

  String name() {
    return name;
  }

  float[] scratch() {
    return scratch;
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

  /** Takes in the values that lie in {@link #scratch}; answers whether all are finite. */
  boolean observe(int sample) {
    float min = Float.POSITIVE_INFINITY;
    float max = Float.NEGATIVE_INFINITY;
    for (float value : scratch) {
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
