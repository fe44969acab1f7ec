package org.dl4jmot.examples.measure;

import java.util.Arrays;

/** Time of one call: the median of many, after a warm-up. */
public final class Latency {
  private static final long WARM_UP_NANOS = 300_000_000;
  private static final long MEASURED_NANOS = 500_000_000;
  private static final int LEAST_CALLS = 30;
  private static final int MOST_CALLS = 5_000;

  private Latency() {}

  /** Median time of a call in microseconds. */
  public static double medianMicros(Runnable call) {
    samples(call, WARM_UP_NANOS);
    long[] sorted = samples(call, MEASURED_NANOS);
    Arrays.sort(sorted);
    return sorted[sorted.length / 2] / 1e3;
  }

  private static long[] samples(Runnable call, long duration) {
    long[] nanos = new long[MOST_CALLS];
    int calls = 0;
    long begin = System.nanoTime();
    while (calls < LEAST_CALLS || (calls < MOST_CALLS && System.nanoTime() - begin < duration)) {
      long start = System.nanoTime();
      call.run();
      nanos[calls++] = System.nanoTime() - start;
    }
    return Arrays.copyOf(nanos, calls);
  }
}
