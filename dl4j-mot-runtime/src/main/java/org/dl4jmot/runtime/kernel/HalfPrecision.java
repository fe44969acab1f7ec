package org.dl4jmot.runtime.kernel;

/** IEEE 754 half precision; {@code Float.float16ToFloat} exists from Java 20 on only. */
final class HalfPrecision {
  private HalfPrecision() {}

  /** The value of 16 bits, exactly. */
  static float toFloat(int bits) {
    int sign = (bits & 0x8000) << 16;
    int exponent = bits >> 10 & 0x1f;
    int fraction = bits & 0x3ff;
    if (exponent == 0) {
      float magnitude = fraction * 0x1p-24f;
      return sign == 0 ? magnitude : -magnitude;
    }
    int wideExponent = exponent == 0x1f ? 0xff : exponent - 15 + 127;
    return Float.intBitsToFloat(sign | wideExponent << 23 | fraction << 13);
  }
}
