package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/** Sums of rows, each times a coefficient. */
interface Sums {
  /** Sets the first n sums to the sum over k of {@code coefficients[offset + k] * rows[k][i]}. */
  void compute(int n, float[][] rows, float[] coefficients, int offset);

  /** In single precision. */
  final class Floats implements Sums {
    private final float[] sums;

    Floats(int most) {
      sums = new float[most];
    }

    /** The sums of the last computation. */
    float[] array() {
      return sums;
    }

    @Override
    public void compute(int n, float[][] rows, float[] coefficients, int offset) {
      Arrays.fill(sums, 0, n, 0);
      RowSums.add(sums, n, rows, coefficients, offset);
    }
  }

  /**
   * Of integers that are products of 8-bit values, exactly. Single precision holds sums of {@value
   * #EXACT} such products: each is at most 255 · 128 (an int8 less its zero point, times an int8),
   * and all integers up to 2^24 are floats. The JIT compiler makes faster code of float than of int
   * products.
   */
  final class Integers implements Sums {
    /** 2^24 / (255 · 128) is 514. */
    static final int EXACT = 512;

    private final float[] part;
    private final int[] sums;

    Integers(int most) {
      part = new float[most];
      sums = new int[most];
    }

    /** The sums of the last computation. */
    int[] array() {
      return sums;
    }

    @Override
    public void compute(int n, float[][] rows, float[] coefficients, int offset) {
      Arrays.fill(sums, 0, n, 0);
      for (int from = 0; from < rows.length; from += EXACT) {
        Arrays.fill(part, 0, n, 0);
        int to = Math.min(rows.length, from + EXACT);
        RowSums.addFinite(part, n, rows, from, to, coefficients, offset);
        for (int i = 0; i < n; i++) {
          sums[i] += (int) part[i];
        }
      }
    }
  }
}
