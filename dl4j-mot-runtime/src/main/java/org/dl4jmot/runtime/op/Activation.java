package org.dl4jmot.runtime.op;

/** Activation function fused into an operation: a clamp of its result. */
public enum Activation {
  /** No activation. */
  NONE(Float.NEGATIVE_INFINITY, Float.POSITIVE_INFINITY),
  /** max(0, x). */
  RELU(0, Float.POSITIVE_INFINITY),
  /** min(max(-1, x), 1). */
  RELU_N1_TO_1(-1, 1),
  /** min(max(0, x), 6). */
  RELU6(0, 6);

  private final float min;
  private final float max;

  Activation(float min, float max) {
    this.min = min;
    this.max = max;
  }

  /** Lower bound of the result, possibly negative infinity. */
  public float min() {
    return min;
  }

  /** Upper bound of the result, possibly infinity. */
  public float max() {
    return max;
  }
}
