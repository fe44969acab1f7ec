package org.dl4jmot.runtime.kernel;

/**
 * Sums of products of int16 elements and int8 weights. A product has 23 bits: so many of them are
 * added in 32 bits, which the JIT compiler vectorises, before they join a 64-bit sum.
 */
final class WideProducts {
  private static final int BLOCK = 256;

  private WideProducts() {}

  /** The sum over i below n of {@code left[i] * right[from + i]}. */
  static long sum(int[] left, int[] right, int from, int n) {
    long sum = 0;
    for (int start = 0; start < n; start += BLOCK) {
      int end = Math.min(n, start + BLOCK);
      int part = 0;
      for (int i = start; i < end; i++) {
        part += left[i] * right[from + i];
      }
      sum += part;
    }
    return sum;
  }
}
