package org.dl4jmot.runtime.tensor;

/**
 * How training fake-quantized a weight tensor: symmetric, narrow range, scale = max|w| /
 * (2^(bits-1) - 1).
 *
 * @param bits width of the integer, 2 to 8
 * @param granularity one scale per tensor or per output channel
 */
public record TrainedWeights(int bits, Granularity granularity) implements TrainedQuantization {
  /** How many scales a weight tensor has. */
  public enum Granularity {
    /** One scale for the whole tensor. */
    PER_TENSOR,
    /** One scale per output channel. */
    PER_CHANNEL
  }

  /**
   * Checks the width.
   *
   * @throws IllegalArgumentException if bits is outside [2, 8]
   */
  public TrainedWeights {
    if (bits < 2 || bits > 8) {
      throw new IllegalArgumentException("bits must be in [2, 8]: " + bits);
    }
  }
}
