package org.dl4jmot.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.FloatBuffer;

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

  /** Rows of floats. */
  static final class Floats {
    private final int length;
    private final boolean kept;
    private final FloatBuffer source;
    private final float[] array;

    /** Rows of a length. */
    Floats(TensorBuffer weights, int length) {
      this.length = length;
      kept = isKept(weights);
      source = weights.floatView();
      array = kept ? weights.load().floats() : new float[length];
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
      source.get(row * length, array);
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
