package org.dl4jmot.examples.demo;

import java.util.List;
import java.util.Locale;

/** The results as a table for people. */
final class ResultTable {
  private ResultTable() {}

  static String of(List<VariantResult> results) {
    StringBuilder table = new StringBuilder();
    table.append(
        row("", "accuracy", "accuracy", "top-1", "", "gzip -9", "sparsity", "1 image us", ""));
    table.append(
        row(
            "variant",
            "DL4J %",
            "LiteRT %",
            "agreement %",
            "bytes",
            "bytes",
            "%",
            "LiteRT",
            "DL4J"));
    results.forEach(result -> table.append(row(result)));
    return table.toString();
  }

  private static String row(VariantResult result) {
    return row(
        result.name(),
        percent(result.accuracyDl4j()),
        percent(result.accuracyLiteRt()),
        percent(result.agreement()),
        String.format(Locale.ROOT, "%,d", result.bytes()),
        String.format(Locale.ROOT, "%,d", result.gzipBytes()),
        percent(result.sparsity()),
        String.format(Locale.ROOT, "%.0f", result.latencyLiteRtMicros()),
        String.format(Locale.ROOT, "%.0f", result.latencyDl4jMicros()));
  }

  private static String row(String... cells) {
    return String.format(
        Locale.ROOT, "%-20s %8s %8s %11s %9s %9s %8s %10s %8s%n", (Object[]) cells);
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", 100 * share);
  }
}
