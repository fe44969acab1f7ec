package org.dl4jmot.examples.results;

import java.util.Locale;
import java.util.stream.DoubleStream;

/**
 * Mean and sample standard deviation over seeds.
 *
 * @param count how many seeds
 * @param mean NaN of none
 * @param deviation 0 of fewer than two
 */
record Statistics(int count, double mean, double deviation) {
  static Statistics of(DoubleStream values) {
    double[] all = values.toArray();
    double mean = DoubleStream.of(all).average().orElse(Double.NaN);
    double squares = DoubleStream.of(all).map(value -> (value - mean) * (value - mean)).sum();
    return new Statistics(
        all.length, mean, all.length < 2 ? 0 : Math.sqrt(squares / (all.length - 1)));
  }

  /** For example {@code 90.04 ± 0.12}; a dash where nothing was measured. */
  String text(int decimals) {
    return switch (count) {
      case 0 -> "–";
      case 1 -> number(decimals, mean);
      default -> number(decimals, mean) + " ± " + number(decimals, deviation);
    };
  }

  private static String number(int decimals, double value) {
    return String.format(Locale.ROOT, "%." + decimals + "f", value);
  }
}
