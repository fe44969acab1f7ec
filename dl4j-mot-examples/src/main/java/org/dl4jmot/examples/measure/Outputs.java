package org.dl4jmot.examples.measure;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads outputs of classifiers. */
final class Outputs {
  private Outputs() {}

  /** Index of the first largest value. */
  static int top(float[] values) {
    int top = 0;
    for (int i = 1; i < values.length; i++) {
      top = values[i] > values[top] ? i : top;
    }
    return top;
  }

  /** Float32 elements from their little-endian bytes. */
  static float[] floats(byte[] bytes) {
    float[] values = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(values);
    return values;
  }

  /** Real values of int8 elements. */
  static float[] dequantized(byte[] bytes, float scale, int zeroPoint) {
    float[] values = new float[bytes.length];
    for (int i = 0; i < bytes.length; i++) {
      values[i] = scale * (bytes[i] - zeroPoint);
    }
    return values;
  }
}
