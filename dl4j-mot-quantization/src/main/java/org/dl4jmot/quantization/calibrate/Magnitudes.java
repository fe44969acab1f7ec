package org.dl4jmot.quantization.calibrate;

/**
 * Histogram of the magnitudes of a tensor's non-zero values, eight buckets per power of two. Zeros
 * are left out: they are exact under every scale, and after a rectifier they are most of the
 * values.
 */
final class Magnitudes {
  // The float's bits without sign and without all but the first three bits of the mantissa.
  private static final int DROPPED_BITS = 20;
  private final long[] counts = new long[1 << (31 - DROPPED_BITS)];

  void add(float value) {
    if (value != 0) {
      counts[(Float.floatToRawIntBits(value) & Integer.MAX_VALUE) >>> DROPPED_BITS]++;
    }
  }

  void addAll(Magnitudes other) {
    for (int bucket = 0; bucket < counts.length; bucket++) {
      counts[bucket] += other.counts[bucket];
    }
  }

  /** A magnitude that at least the given share of the values stays below; 0 if there are none. */
  float quantile(double share) {
    long total = 0;
    for (long count : counts) {
      total += count;
    }
    long wanted = (long) Math.ceil(share * total);
    long below = 0;
    for (int bucket = 0; bucket < counts.length && wanted > 0; bucket++) {
      below += counts[bucket];
      if (below >= wanted) {
        return Float.intBitsToFloat((bucket + 1) << DROPPED_BITS);
      }
    }
    return 0;
  }
}
