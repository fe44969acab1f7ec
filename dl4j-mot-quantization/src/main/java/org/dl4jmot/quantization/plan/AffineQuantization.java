package org.dl4jmot.quantization.plan;

/**
 * The arithmetic of one scale and zero point: {@code q = clamp(round(x / scale) + zeroPoint)} and
 * back. In float, division and all; rounding is half away from zero, as LiteRT's QUANTIZE rounds.
 * NaN becomes the zero point.
 *
 * @param scale real distance of neighbouring integers, above 0
 * @param zeroPoint the integer that stands for 0
 * @param integers the integers to use
 */
public record AffineQuantization(float scale, int zeroPoint, IntegerRange integers) {

  /** The integer nearest to a real value. */
  public int quantize(float value) {
    return integers.clamp(saturatingAdd(round(value / scale), zeroPoint));
  }

  /** The real value an integer stands for. */
  public float dequantize(int quantized) {
    return scale * (quantized - zeroPoint);
  }

  /** The nearest representable real value: quantizes and dequantizes. */
  public float fakeQuantize(float value) {
    return dequantize(quantize(value));
  }

  /** Smallest representable real value. */
  public float min() {
    return dequantize(integers.min());
  }

  /** Largest representable real value. */
  public float max() {
    return dequantize(integers.max());
  }

  /**
   * The nearest integer, half away from zero: {@code (int) (value + copySign(0.5f, value))} in
   * float arithmetic, saturating. Loops over arrays may inline it.
   */
  public static int round(float value) {
    return (int) (value + Math.copySign(0.5f, value));
  }

  // round() saturates at the ends of int; adding a zero point there must not wrap around.
  private static int saturatingAdd(int a, int b) {
    return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, (long) a + b));
  }
}
