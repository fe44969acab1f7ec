package org.dl4jmot.core.export;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
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

  /**
   * Times a stage that knows how long its parts took: they are noted apart, the rest under the
   * stage's name.
   */
  <T> T time(String stage, Supplier<T> work, Function<T, Map<String, Double>> parts) {
    long start = System.nanoTime();
    T result = work.get();
    double rest = (System.nanoTime() - start) / NANOSECONDS;
    for (Map.Entry<String, Double> part : parts.apply(result).entrySet()) {
      seconds.merge(part.getKey(), part.getValue(), Double::sum);
      rest -= part.getValue();
    }
    seconds.merge(stage, rest, Double::sum);
    return result;
  }

  Map<String, Double> seconds() {
    return seconds;
  }
}
