package org.dl4jmot.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

/** Weights and quantized values in the form the inner loops want. */
final class Widening {
  private Widening() {}

  /** A sample of quantized values, less their zero point: fills {@code target}. */
  static void shifted(byte[] values, int from, int zeroPoint, float[] target) {
    for (int i = 0; i < target.length; i++) {
      target[i] = values[from + i] - zeroPoint;
    }
  }

  /** A row-major matrix of {@code rows} rows as its columns. */
  static int[][] columns(ByteBuffer matrix, int rows) {
    int count = matrix.remaining() / rows;
    int[][] columns = new int[count][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < count; column++) {
        columns[column][row] = matrix.get(row * count + column);
      }
    }
    return columns;
  }

  /** A row-major matrix of {@code rows} rows as its columns. */
  static float[][] columns(FloatBuffer matrix, int rows) {
    int count = matrix.remaining() / rows;
    float[][] columns = new float[count][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < count; column++) {
        columns[column][row] = matrix.get(row * count + column);
      }
    }
    return columns;
  }
}
