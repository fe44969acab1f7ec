package org.dl4jmot.examples.measure;

/** Pixels as an int8 input takes them. */
final class Pixels {
  private Pixels() {}

  /** {@code clamp(round(pixel / scale) + zeroPoint)}; pixels are not negative. */
  static byte[] quantize(float[] image, float scale, int zeroPoint) {
    byte[] quantized = new byte[image.length];
    for (int i = 0; i < image.length; i++) {
      int value = Math.round(image[i] / scale) + zeroPoint;
      quantized[i] = (byte) Math.max(Byte.MIN_VALUE, Math.min(Byte.MAX_VALUE, value));
    }
    return quantized;
  }
}
