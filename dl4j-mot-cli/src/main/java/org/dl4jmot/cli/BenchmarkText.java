package org.dl4jmot.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Lays measurements out, for people and for machines. */
final class BenchmarkText {
  private BenchmarkText() {}

  static String of(List<Benchmark.Result> results) {
    StringBuilder text = new StringBuilder("Microseconds a run, one thread\n");
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file, engine", "runs", "mean", "min", "p50", "p90", "p99", "max"));
    for (Benchmark.Result result : results) {
      for (Benchmark.Latency latency : result.latencies()) {
        rows.add(
            List.of(
                result.file().getFileName() + ", " + latency.engine(),
                String.valueOf(latency.runs()),
                number(latency.mean()),
                number(latency.least()),
                number(latency.p50()),
                number(latency.p90()),
                number(latency.p99()),
                number(latency.most())));
      }
    }
    text.append(Table.of(rows));
    results.stream()
        .filter(result -> !result.steps().isEmpty())
        .forEach(result -> text.append(steps(result)));
    return text.toString();
  }

  private static String steps(Benchmark.Result result) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("operation", "microseconds", "%"));
    for (Benchmark.Step step : result.steps()) {
      rows.add(
          List.of(
              step.op() + " " + step.output(), number(step.micros()), number(100 * step.share())));
    }
    return "Where "
        + result.file().getFileName()
        + " spends its time in pure Java\n"
        + Table.of(rows);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.1f", value);
  }

  static JsonObject json(List<Benchmark.Result> results) {
    JsonArray files = new JsonArray();
    for (Benchmark.Result result : results) {
      JsonObject file = new JsonObject();
      file.addProperty("file", result.file().toString());
      JsonArray engines = new JsonArray();
      result.latencies().forEach(latency -> engines.add(json(latency)));
      file.add("engines", engines);
      JsonArray steps = new JsonArray();
      for (Benchmark.Step step : result.steps()) {
        JsonObject one = new JsonObject();
        one.addProperty("op", step.op());
        one.addProperty("output", step.output());
        one.addProperty("micros", step.micros());
        one.addProperty("share", step.share());
        steps.add(one);
      }
      file.add("operations", steps);
      files.add(file);
    }
    JsonObject json = new JsonObject();
    json.add("files", files);
    return json;
  }

  private static JsonObject json(Benchmark.Latency latency) {
    JsonObject json = new JsonObject();
    json.addProperty("engine", latency.engine());
    json.addProperty("runs", latency.runs());
    json.addProperty("mean_micros", latency.mean());
    json.addProperty("min_micros", latency.least());
    json.addProperty("p50_micros", latency.p50());
    json.addProperty("p90_micros", latency.p90());
    json.addProperty("p99_micros", latency.p99());
    json.addProperty("max_micros", latency.most());
    return json;
  }
}
