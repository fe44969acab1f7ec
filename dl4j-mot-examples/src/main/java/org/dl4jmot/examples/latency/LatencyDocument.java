package org.dl4jmot.examples.latency;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Writes what was measured as Markdown. */
final class LatencyDocument {
  private final Map<Case, List<Double>> micros;
  private final Map<Case, List<FreshProcess.Costs>> starts;
  private final int rounds;
  private final StringBuilder text = new StringBuilder();

  LatencyDocument(
      Map<Case, List<Double>> micros, Map<Case, List<FreshProcess.Costs>> starts, int rounds) {
    this.micros = micros;
    this.starts = starts;
    this.rounds = rounds;
  }

  String write() {
    line("# Latency, start-up and memory");
    line("");
    line("Written by the program that measured it; do not edit. To regenerate:");
    line("");
    line("    mvn -Pjmh                  # 3 rounds, about 10 minutes");
    line("    mvn -Pjmh -Djmh.args=5     # 5 rounds");
    line("");
    line("Networks A (LeNet with batch norm) and B (depthwise separable) of docs/results.md with");
    line("seeded weights, images of Fashion-MNIST, one thread, JMH with a JVM for each case.");
    line(
        "Every case is measured once a round; the tables hold medians; rounds: %d. Ratios are",
        rounds);
    line("taken within a round, then their median. Java %s, %s.", javaVersion(), machine());
    line("");
    for (int batch : Case.BATCHES) {
      latency(batch);
    }
    starts();
    return text.toString();
  }

  private void latency(int batch) {
    line(batch == 1 ? "## One image" : "## " + batch + " images");
    line("");
    line("Microseconds a call. `EdgeModel` and LiteRT run the file of batch 1 image by image.");
    line("");
    line("| network | engine | µs | `EdgeModel` takes |");
    line("|---|---|---:|---:|");
    for (Case each : micros.keySet()) {
      if (each.batch() == batch) {
        Case edge = new Case(each.network(), each.form(), Engine.EDGE_MODEL, batch);
        line(
            "| %s %s | %s | %.0f | %s |",
            each.network(),
            each.form(),
            name(each.engine()),
            median(micros.get(each)),
            each.equals(edge) ? "" : String.format(Locale.ROOT, "× %.2f", ratio(edge, each)));
      }
    }
    line("");
  }

  private double ratio(Case edge, Case other) {
    double[] ratios = new double[micros.get(edge).size()];
    for (int round = 0; round < ratios.length; round++) {
      ratios[round] = micros.get(edge).get(round) / micros.get(other).get(round);
    }
    return median(java.util.Arrays.stream(ratios).boxed().toList());
  }

  private void starts() {
    line("## Start-up and memory");
    line("");
    line(
        "A fresh JVM loads the model and runs one image. Heap: in use behind a garbage"
            + " collection;");
    line("resident: the most the process had, native libraries included.");
    line("");
    line(
        "| network | engine | load and first run, ms | since JVM start, ms | heap, KiB | resident,"
            + " MiB |");
    line("|---|---|---:|---:|---:|---:|");
    for (Map.Entry<Case, List<FreshProcess.Costs>> each : starts.entrySet()) {
      line(
          "| %s %s | %s | %.0f | %.0f | %.0f | %.0f |",
          each.getKey().network(),
          each.getKey().form(),
          name(each.getKey().engine()),
          median(each.getValue(), FreshProcess.Costs::loadMillis),
          median(each.getValue(), FreshProcess.Costs::startMillis),
          median(each.getValue(), FreshProcess.Costs::heapKib),
          median(each.getValue(), FreshProcess.Costs::residentMib));
    }
  }

  private static String name(Engine engine) {
    return switch (engine) {
      case EDGE_MODEL -> "`EdgeModel`";
      case LITERT_BUILT_IN -> "LiteRT built-in";
      case LITERT_XNNPACK -> "LiteRT XNNPACK";
      case DL4J -> "DL4J `output()`";
      case DL4J_ONEDNN -> "DL4J `output()`, oneDNN";
    };
  }

  private static double median(
      List<FreshProcess.Costs> all, ToDoubleFunction<FreshProcess.Costs> of) {
    return median(all.stream().map(of::applyAsDouble).toList());
  }

  private static double median(List<Double> values) {
    double[] sorted = values.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }

  private static String javaVersion() {
    return System.getProperty("java.version");
  }

  private static String machine() {
    return System.getProperty("os.arch")
        + ", "
        + Runtime.getRuntime().availableProcessors()
        + " cores";
  }

  private void line(String format, Object... values) {
    text.append(values.length == 0 ? format : String.format(Locale.ROOT, format, values))
        .append('\n');
  }
}
