package org.dl4jmot.runtime.kernel;

/**
 * The inner loop of convolutions and dense layers: sums of rows, each times a coefficient. Four
 * rows at a time, so that the sums are read and written once for four products; the loops have the
 * shape that the JIT compiler vectorises (one index, arrays of one type).
 */
final class RowSums {
  private RowSums() {}

  /** {@code sums[i] += sum over k of coefficients[offset + k] * rows[k][i]} for i below n. */
  static void add(int[] sums, int n, int[][] rows, int[] coefficients, int offset) {
    int k = 0;
    for (; k + 4 <= rows.length; k += 4) {
      int c0 = coefficients[offset + k];
      int c1 = coefficients[offset + k + 1];
      int c2 = coefficients[offset + k + 2];
      int c3 = coefficients[offset + k + 3];
      if ((c0 | c1 | c2 | c3) != 0) {
        addFour(sums, n, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], c0, c1, c2, c3);
      }
    }
    for (; k < rows.length; k++) {
      addOne(sums, n, rows[k], coefficients[offset + k]);
    }
  }

  private static void addFour(
      int[] sums, int n, int[] r0, int[] r1, int[] r2, int[] r3, int c0, int c1, int c2, int c3) {
    for (int i = 0; i < n; i++) {
      sums[i] += c0 * r0[i] + c1 * r1[i] + c2 * r2[i] + c3 * r3[i];
    }
  }

  private static void addOne(int[] sums, int n, int[] row, int coefficient) {
    for (int i = 0; i < n; i++) {
      sums[i] += coefficient * row[i];
    }
  }

  /** {@code sums[i] += sum over k of coefficients[offset + k] * rows[k][i]} for i below n. */
  static void add(float[] sums, int n, float[][] rows, float[] coefficients, int offset) {
    int k = 0;
    for (; k + 4 <= rows.length; k += 4) {
      float c0 = coefficients[offset + k];
      float c1 = coefficients[offset + k + 1];
      float c2 = coefficients[offset + k + 2];
      float c3 = coefficients[offset + k + 3];
      addFour(sums, n, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], c0, c1, c2, c3);
    }
    for (; k < rows.length; k++) {
      addOne(sums, n, rows[k], coefficients[offset + k]);
    }
  }

  /**
   * As {@link #add(float[], int, float[][], float[], int)} for k in [from, to), where no row holds
   * infinities or NaN: rows are left out where the coefficients are 0, as pruned weights and
   * inactive units are.
   */
  static void addFinite(
      float[] sums, int n, float[][] rows, int from, int to, float[] coefficients, int offset) {
    int k = from;
    for (; k + 4 <= to; k += 4) {
      float c0 = coefficients[offset + k];
      float c1 = coefficients[offset + k + 1];
      float c2 = coefficients[offset + k + 2];
      float c3 = coefficients[offset + k + 3];
      if (c0 != 0 || c1 != 0 || c2 != 0 || c3 != 0) {
        addFour(sums, n, rows[k], rows[k + 1], rows[k + 2], rows[k + 3], c0, c1, c2, c3);
      }
    }
    for (; k < to; k++) {
      addOne(sums, n, rows[k], coefficients[offset + k]);
    }
  }

  /**
   * {@code sums[i] += sum over k in [from, to) of values[k] * rows[active[k]][i]} for i below n.
   */
  static void addActive(
      float[] sums, int n, float[][] rows, int[] active, int from, int to, float[] values) {
    int k = from;
    for (; k + 4 <= to; k += 4) {
      addFour(
          sums,
          n,
          rows[active[k]],
          rows[active[k + 1]],
          rows[active[k + 2]],
          rows[active[k + 3]],
          values[k],
          values[k + 1],
          values[k + 2],
          values[k + 3]);
    }
    for (; k < to; k++) {
      addOne(sums, n, rows[active[k]], values[k]);
    }
  }

  private static void addFour(
      float[] sums,
      int n,
      float[] r0,
      float[] r1,
      float[] r2,
      float[] r3,
      float c0,
      float c1,
      float c2,
      float c3) {
    for (int i = 0; i < n; i++) {
      sums[i] += c0 * r0[i] + c1 * r1[i] + c2 * r2[i] + c3 * r3[i];
    }
  }

  private static void addOne(float[] sums, int n, float[] row, float coefficient) {
    for (int i = 0; i < n; i++) {
      sums[i] += coefficient * row[i];
    }
  }
}
