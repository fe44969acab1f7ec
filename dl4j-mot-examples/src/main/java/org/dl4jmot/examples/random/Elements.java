package org.dl4jmot.examples.random;

/** Arithmetic on arrays of bounds. What is no number (a difference of infinities) is unbounded. */
final class Elements {
  private Elements() {}

  static float[] magnitudes(float[] values) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      result[i] = Math.abs(values[i]);
    }
    return result;
  }

  static float[] sum(float[] a, float[] b) {
    float[] result = a.clone();
    add(result, 1, b);
    return result;
  }

  /** Adds a multiple, to the first array. */
  static void add(float[] target, double factor, float[] values) {
    for (int i = 0; i < target.length; i++) {
      target[i] += factor == 0 ? 0 : (float) (factor * values[i]);
    }
  }

  /** Adds a number to every element. */
  static void add(float[] target, double summand) {
    for (int i = 0; i < target.length; i++) {
      target[i] += (float) summand;
    }
  }

  /** One end of the intervals around some values. */
  static float[] moved(float[] values, float[] errors, int sign, double relative) {
    float[] result = new float[values.length];
    for (int i = 0; i < result.length; i++) {
      double error = errors[i] + relative * Math.abs(values[i]);
      result[i] = (float) (values[i] + sign * error);
    }
    return result;
  }

  /** Raises bounds to the distance of two results. */
  static void raise(float[] bound, float[] one, float[] other) {
    for (int i = 0; i < bound.length; i++) {
      float distance = one[i] == other[i] ? 0 : Math.abs(one[i] - other[i]);
      bound[i] = Float.isNaN(distance) ? Float.POSITIVE_INFINITY : Math.max(bound[i], distance);
    }
  }

  /** Makes of what is no number, such as an unbounded error times zero, no bound. */
  static float[] unboundedWhereUndefined(float... bound) {
    for (int i = 0; i < bound.length; i++) {
      bound[i] = Float.isNaN(bound[i]) ? Float.POSITIVE_INFINITY : bound[i];
    }
    return bound;
  }

  static double largest(float[] values) {
    double largest = 0;
    for (float value : values) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }
}
