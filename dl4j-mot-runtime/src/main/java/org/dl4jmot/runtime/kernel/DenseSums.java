package org.dl4jmot.runtime.kernel;

/**
 * The products of a dense layer. Few weights are kept as columns, so that the sum runs along units
 * in vector instructions; many are read in place, row by row.
 */
final class DenseSums {
  private static final int LANES = 8;

  private DenseSums() {}

  /** Adds the products of one row of float inputs. */
  @FunctionalInterface
  interface Floats {
    /** {@code sums[u] += sum over i of input[from + i] * weights[u][i]} for each unit u. */
    void add(float[] sums, float[] input, int from);
  }

  /** The products of one row of integer inputs. */
  @FunctionalInterface
  interface Integers {
    /**
     * The sum over i of {@code input[i] * weights[u][i]} for each unit u, exactly; valid until the
     * next call. Inputs are int8 less their zero point.
     */
    int[] of(float[] input);
  }

  static Floats floats(TensorBuffer weights) {
    int units = weights.tensor().shape().dim(0);
    int size = weights.tensor().shape().dim(1);
    if (FilterRows.isKept(weights)) {
      float[][] columns = FilterRows.columns(weights);
      return (sums, input, from) -> RowSums.add(sums, units, columns, input, from);
    }
    FilterRows.Floats rows = new FilterRows.Floats(weights, size);
    return (sums, input, from) -> {
      for (int unit = 0; unit < units; unit++) {
        sums[unit] += product(input, from, rows.array(), rows.load(unit), size);
      }
    };
  }

  static Integers integers(TensorBuffer weights) {
    int units = weights.tensor().shape().dim(0);
    int size = weights.tensor().shape().dim(1);
    if (FilterRows.isKept(weights)) {
      float[][] columns = FilterRows.columns(weights);
      Sums.Integers sums = new Sums.Integers(units);
      int[] exact = new int[units];
      return input -> {
        sums.computeSparse(units, columns, input, 0);
        for (int unit = 0; unit < units; unit++) {
          exact[unit] = sums.at(unit);
        }
        return exact;
      };
    }
    FilterRows.Floats rows = new FilterRows.Floats(weights, size);
    int[] sums = new int[units];
    return input -> {
      for (int unit = 0; unit < units; unit++) {
        sums[unit] = exactProduct(input, rows.array(), rows.load(unit), size);
      }
      return sums;
    };
  }

  /** Of values as {@link Sums.Integers} takes them, in parts that single precision holds. */
  private static int exactProduct(float[] left, float[] right, int rightFrom, int n) {
    int sum = 0;
    for (int from = 0; from < n; from += Sums.Integers.EXACT) {
      int count = Math.min(Sums.Integers.EXACT, n - from);
      sum += (int) product(left, from, right, rightFrom + from, count);
    }
    return sum;
  }

  /** In eight sums, so that no addition waits for the one before. */
  private static float product(float[] left, int from, float[] right, int rightFrom, int n) {
    float s0 = 0;
    float s1 = 0;
    float s2 = 0;
    float s3 = 0;
    float s4 = 0;
    float s5 = 0;
    float s6 = 0;
    float s7 = 0;
    int i = 0;
    for (; i + LANES <= n; i += LANES) {
      int l = from + i;
      int r = rightFrom + i;
      s0 += left[l] * right[r];
      s1 += left[l + 1] * right[r + 1];
      s2 += left[l + 2] * right[r + 2];
      s3 += left[l + 3] * right[r + 3];
      s4 += left[l + 4] * right[r + 4];
      s5 += left[l + 5] * right[r + 5];
      s6 += left[l + 6] * right[r + 6];
      s7 += left[l + 7] * right[r + 7];
    }
    float rest = 0;
    for (; i < n; i++) {
      rest += left[from + i] * right[rightFrom + i];
    }
    return ((s0 + s4) + (s1 + s5)) + ((s2 + s6) + (s3 + s7)) + rest;
  }
}
