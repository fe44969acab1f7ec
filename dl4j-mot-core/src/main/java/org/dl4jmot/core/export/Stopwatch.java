package org.dl4jmot.core.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Notes how long the stages of one export take. */
final class Stopwatch {
  private static final double NANOSECONDS = 1e9;
  private final Map<String, Double> seconds = new LinkedHashMap<>();

  <T> T time(String stage, Supplier<T> work) {
    long start = System.nanoTime();
    T result = work.get();
    seconds.merge(stage, (System.nanoTime() - start) / NANOSECONDS, Double::sum);
    return result;
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
