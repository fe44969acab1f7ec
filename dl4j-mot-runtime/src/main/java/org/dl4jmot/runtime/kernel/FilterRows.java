package org.dl4jmot.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * The rows of a weight matrix as arrays the inner loops read. Few weights are kept in such an array
 * once and for all; of many, one row at a time is copied out of the graph's constant, so that an
 * interpreter of a large network takes hardly more memory than its activations.
 */
final class FilterRows {
  /**
   * Weights up to this number are copied once for an interpreter and its copies: at most a megabyte
   * a tensor.
   */
  static final int KEPT = 1 << 18;

  private FilterRows() {}

  static boolean isKept(TensorBuffer weights) {
    return weights.elements() <= KEPT;
  }

  /** All weights of a small filter as floats, in the order of its elements. */
  static float[] floats(TensorBuffer weights) {
    return weights.tensor().type() == DataType.FLOAT32
        ? weights.load().floats()
        : weights.packed(float[].class, FilterRows::widened);
  }

  private static float[] widened(TensorBuffer weights) {
    ByteBuffer source = weights.byteView();
    float[] widened = new float[weights.elements()];
    for (int i = 0; i < widened.length; i++) {
      widened[i] = source.get(i);
    }
    return widened;
  }

  /** A small filter, a row of weights for each result, as its columns. */
  static float[][] columns(TensorBuffer weights) {
    return weights.packed(float[][].class, FilterRows::transposed);
  }

  private static float[][] transposed(TensorBuffer weights) {
    int rows = weights.tensor().shape().dim(0);
    RowSource source = RowSource.of(weights, weights.elements() / rows);
    float[] row = new float[weights.elements() / rows];
    float[][] columns = new float[row.length][rows];
    for (int r = 0; r < rows; r++) {
      source.read(r * row.length, row);
      for (int column = 0; column < columns.length; column++) {
        columns[column][r] = row[column];
      }
    }
    return columns;
  }

  /** Copies a row of many weights out of the graph's constant. */
  private interface RowSource {
    void read(int from, float[] target);

    static RowSource of(TensorBuffer weights, int length) {
      if (weights.tensor().type() == DataType.FLOAT32) {
        FloatBuffer source = weights.floatView();
        return source::get;
      }
      ByteBuffer source = weights.byteView();
      byte[] row = new byte[length];
      return (from, target) -> {
        source.get(from, row);
        for (int i = 0; i < row.length; i++) {
          target[i] = row[i];
        }
      };
    }
  }

  /** Rows as floats, of float or of int8 weights. */
  static final class Floats {
    private final int length;
    private final boolean kept;
    private final RowSource source;
    private final float[] array;

    /** Rows of a length. */
    Floats(TensorBuffer weights, int length) {
      this.length = length;
      kept = isKept(weights);
      source = RowSource.of(weights, length);
      array = kept ? floats(weights) : new float[length];
    }

    /** Whether at least a quarter of the weights is 0; not asked of many weights. */
    boolean isSparse() {
      int zeros = 0;
      for (int i = 0; kept && i < array.length; i++) {
        zeros += array[i] == 0 ? 1 : 0;
      }
      return zeros * 4L > array.length;
    }

    /** The array that {@link #load} speaks of. */
    float[] array() {
      return array;
    }

    /** Where a row starts in the array; valid until the next call. */
    int load(int row) {
      if (kept) {
        return row * length;
      }
      source.read(row * length, array);
      return 0;
    }
  }

  /** Rows of int8, widened. */
  static final class Integers {
    private final int length;
    private final boolean kept;
    private final ByteBuffer source;
    private final int[] array;

    /** Rows of a length. */
    Integers(TensorBuffer weights, int length) {
      this.length = length;
      kept = isKept(weights);
      source = weights.byteView();
      array = kept ? weights.packed(int[].class, Integers::widened) : new int[length];
    }

    private static int[] widened(TensorBuffer weights) {
      int[] widened = new int[weights.elements()];
      widen(weights.byteView(), 0, widened);
      return widened;
    }

    private static void widen(ByteBuffer source, int from, int[] target) {
      for (int i = 0; i < target.length; i++) {
        target[i] = source.get(from + i);
      }
    }

    /** The array that {@link #load} speaks of. */
    int[] array() {
      return array;
    }

    /** Where a row starts in the array; valid until the next call. */
    int load(int row) {
      if (kept) {
        return row * length;
      }
      widen(source, row * length, array);
      return 0;
    }
  }
}
