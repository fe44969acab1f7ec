package org.dl4jmot.quantization.train.fake;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * The pseudo-parameter of a quantization-aware layer: {@code [steps, min, max, min, max, ...]}, a
 * view of the network's flat parameter vector, so that saving, cloning and averaging carry it. Its
 * gradient is the difference to the next value, as batch normalization delivers its statistics.
 */
public final class LearnedState {
  /** Name of the parameter. */
  public static final String KEY = "quantization";

  private final INDArray values;

  LearnedState(INDArray values) {
    this.values = values;
  }

  long steps() {
    return Math.round(values.getDouble(0));
  }

  Range range(int slot) {
    return new Range(values.getDouble(1 + 2L * slot), values.getDouble(2 + 2L * slot));
  }
}
