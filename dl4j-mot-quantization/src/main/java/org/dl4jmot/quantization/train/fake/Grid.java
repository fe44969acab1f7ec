package org.dl4jmot.quantization.train.fake;

/**
 * The real values an integer tensor can hold: {@code scale * (q - zeroPoint)} for q from {@code
 * lowest} to {@code highest}.
 *
 * @param scale distance of neighbouring values, above 0
 * @param zeroPoint the integer that stands for 0
 * @param lowest smallest integer
 * @param highest largest integer
 */
public record Grid(double scale, long zeroPoint, long lowest, long highest) {

  /** Smallest real value. */
  public double min() {
    return scale * (lowest - zeroPoint);
  }

  /** Largest real value. */
  public double max() {
    return scale * (highest - zeroPoint);
  }
}
