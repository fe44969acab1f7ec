package org.dl4jmot.quantization.plan;

/**
 * Smallest and largest integer a quantized value may take.
 *
 * @param min lowest integer
 * @param max highest integer, above {@code min}
 */
public record IntegerRange(int min, int max) {
  /** What int8 activations use: [-128, 127]. */
  public static final IntegerRange INT8 = signed(8);

  /** What int8 weights use: [-127, 127]. */
  public static final IntegerRange INT8_NARROW = narrow(8);

  /**
   * Checks the order.
   *
   * @throws IllegalArgumentException unless min is below max
   */
  public IntegerRange {
    if (min >= max) {
      throw new IllegalArgumentException("min must be below max: [" + min + ", " + max + "]");
    }
  }

  /**
   * All values of a signed integer: [-2^(bits-1), 2^(bits-1) - 1].
   *
   * @param bits width, 2 to 16
   */
  public static IntegerRange signed(int bits) {
    requireWidth(bits);
    return new IntegerRange(-(1 << (bits - 1)), (1 << (bits - 1)) - 1);
  }

  /**
   * The values of a signed integer whose negative is representable too: without the lowest.
   *
   * @param bits width, 2 to 16
   */
  public static IntegerRange narrow(int bits) {
    requireWidth(bits);
    return new IntegerRange(1 - (1 << (bits - 1)), (1 << (bits - 1)) - 1);
  }

  private static void requireWidth(int bits) {
    if (bits < 2 || bits > 16) {
      throw new IllegalArgumentException("bits must be in [2, 16]: " + bits);
    }
  }

  /** The nearest value inside. */
  public int clamp(int value) {
    return Math.max(min, Math.min(max, value));
  }
}
