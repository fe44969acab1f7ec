package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/** Sums of rows, each times a coefficient. */
interface Sums {
  /** Sets the first n sums to the sum over k of {@code coefficients[offset + k] * rows[k][i]}. */
  void compute(int n, float[][] rows, float[] coefficients, int offset);

  /**
   * As {@link #compute}, for coefficients many of which may be 0, as pruned weights and inactive
   * units are.
   */
  void computeSparse(int n, float[][] rows, float[] coefficients, int offset);

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

    /** Leaves nothing out: zero times infinity is no number. */
    @Override
    public void computeSparse(int n, float[][] rows, float[] coefficients, int offset) {
      compute(n, rows, coefficients, offset);
    }
  }

  /**
   * Of integers that are products of 8-bit values, exactly. Single precision holds sums of {@value
   * #EXACT} such products: each is at most 255 · 128 (an int8 less its zero point, times an int8),
   * and all integers up to 2^24 are floats. The JIT compiler makes faster code of float than of int
   * products.
   */
  final class Integers implements Sums, VectorRequantization.ExactSums {
    /** 2^24 / (255 · 128) is 514. */
    static final int EXACT = 512;

    private final float[] sums;
    // Where there are more products than single precision holds.
    private final int[] totals;
    private boolean inParts;
    // Rows whose coefficients are not 0, and these; grown on the first computation.
    private int[] active = {};
    private float[] values = {};

    Integers(int most) {
      sums = new float[most];
      totals = new int[most];
    }

    /** The floats nearest to the sums of the last computation. */
    float[] nearest() {
      return sums;
    }

    /** A sum of the last computation. */
    @Override
    public int at(int index) {
      return inParts ? totals[index] : (int) sums[index];
    }

    @Override
    public void compute(int n, float[][] rows, float[] coefficients, int offset) {
      begin(n, rows.length);
      for (int from = 0; from < rows.length; from += EXACT) {
        int to = Math.min(rows.length, from + EXACT);
        RowSums.addFinite(sums, n, rows, from, to, coefficients, offset);
        endPart(n);
      }
      end(n);
    }

    @Override
    public void computeSparse(int n, float[][] rows, float[] coefficients, int offset) {
      int count = findActive(rows.length, coefficients, offset);
      begin(n, count);
      for (int from = 0; from < count; from += EXACT) {
        RowSums.addActive(sums, n, rows, active, from, Math.min(count, from + EXACT), values);
        endPart(n);
      }
      end(n);
    }

    private int findActive(int rows, float[] coefficients, int offset) {
      if (active.length < rows) {
        active = new int[rows];
        values = new float[rows];
      }
      int count = 0;
      for (int row = 0; row < rows; row++) {
        float value = coefficients[offset + row];
        active[count] = row;
        values[count] = value;
        count += value == 0 ? 0 : 1;
      }
      return count;
    }

    private void begin(int n, int products) {
      inParts = products > EXACT;
      Arrays.fill(sums, 0, n, 0);
      Arrays.fill(totals, 0, n, 0);
    }

    private void endPart(int n) {
      if (inParts) {
        for (int i = 0; i < n; i++) {
          totals[i] += (int) sums[i];
          sums[i] = 0;
        }
      }
    }

    private void end(int n) {
      if (inParts) {
        for (int i = 0; i < n; i++) {
          sums[i] = totals[i];
        }
      }
    }
  }
}
