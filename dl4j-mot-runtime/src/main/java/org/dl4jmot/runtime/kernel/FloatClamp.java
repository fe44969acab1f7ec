package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Activation;

/**
 * A fused activation on floats.
 *
 * @param min least result
 * @param max greatest result
 */
record FloatClamp(float min, float max) {
  static FloatClamp of(Activation activation) {
    return new FloatClamp(activation.min(), activation.max());
  }

  float apply(float value) {
    return Math.min(Math.max(value, min), max);
  }

  void apply(float[] values, int from, int count) {
    for (int i = from; i < from + count; i++) {
      values[i] = apply(values[i]);
    }
  }
}
