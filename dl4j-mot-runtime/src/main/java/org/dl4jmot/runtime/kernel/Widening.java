package org.dl4jmot.runtime.kernel;

/** Weights in the form the inner loops want. */
final class Widening {
  private Widening() {}

  static int[] toInts(byte[] values) {
    int[] wide = new int[values.length];
    for (int i = 0; i < wide.length; i++) {
      wide[i] = values[i];
    }
    return wide;
  }

  /** A row-major matrix of {@code rows} rows as its columns. */
  static int[][] columns(byte[] matrix, int rows) {
    int count = matrix.length / rows;
    int[][] columns = new int[count][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < count; column++) {
        columns[column][row] = matrix[row * count + column];
      }
    }
    return columns;
  }

  /** A row-major matrix of {@code rows} rows as its columns. */
  static float[][] columns(float[] matrix, int rows) {
    int count = matrix.length / rows;
    float[][] columns = new float[count][rows];
    for (int row = 0; row < rows; row++) {
      for (int column = 0; column < count; column++) {
        columns[column][row] = matrix[row * count + column];
      }
    }
    return columns;
  }
}
