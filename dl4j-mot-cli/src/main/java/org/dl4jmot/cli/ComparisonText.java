package org.dl4jmot.cli;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.dl4jmot.cli.model.Side;
import org.dl4jmot.core.verify.ComparisonReport;
import org.dl4jmot.core.verify.Difference;

/** Lays a comparison out, for people and for machines. */
final class ComparisonText {
  private ComparisonText() {}

  static String of(Comparison.Result result) {
    ComparisonReport report = result.report();
    StringBuilder text = new StringBuilder();
    line(text, "A: %s, %s", result.first().file(), result.first().runs());
    line(text, "B: %s, %s", result.second().file(), result.second().runs());
    line(text, "%d samples: %s", report.samples(), result.data());
    for (ComparisonReport.Output output : report.outputs()) {
      Difference difference = output.difference();
      line(
          text,
          "output '%s': same top-1 on %.2f %%, %s dB, mean error %.3g, worst error %.3g",
          output.first(),
          100 * output.agreement(),
          decibels(difference.sqnr()),
          difference.meanError(),
          difference.worstError());
    }
    report
        .accuracy()
        .ifPresent(
            accuracy ->
                line(
                    text,
                    "accuracy on %d labelled samples: A %.2f %%, B %.2f %%",
                    accuracy.labelled(),
                    100 * accuracy.first(),
                    100 * accuracy.second()));
    if (report.tensors().isEmpty()) {
      line(text, "no tensor inside has the same name in both");
    } else {
      text.append("Tensors\n").append(tensors(report));
    }
    return text.toString();
  }

  private static String tensors(ComparisonReport report) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("tensor", "SQNR dB", "mean error", "worst error"));
    report
        .tensors()
        .forEach(
            (name, difference) ->
                rows.add(
                    List.of(
                        name,
                        decibels(difference.sqnr()),
                        number(difference.meanError()),
                        number(difference.worstError()))));
    return Table.of(rows);
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%.3g", value);
  }

  private static String decibels(double value) {
    return value == Double.POSITIVE_INFINITY ? "exact" : String.format(Locale.ROOT, "%.1f", value);
  }

  private static void line(StringBuilder text, String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  static JsonObject json(Comparison.Result result) {
    ComparisonReport report = result.report();
    JsonObject json = new JsonObject();
    json.add("a", side(result.first()));
    json.add("b", side(result.second()));
    json.addProperty("data", result.data());
    json.addProperty("samples", report.samples());
    JsonArray outputs = new JsonArray();
    for (ComparisonReport.Output output : report.outputs()) {
      JsonObject one = difference(output.difference());
      one.addProperty("a", output.first());
      one.addProperty("b", output.second());
      one.add("agreement", Json.number(output.agreement()));
      outputs.add(one);
    }
    json.add("outputs", outputs);
    report.accuracy().ifPresent(accuracy -> json.add("accuracy", accuracy(accuracy)));
    JsonObject tensors = new JsonObject();
    report.tensors().forEach((name, difference) -> tensors.add(name, difference(difference)));
    json.add("tensors", tensors);
    return json;
  }

  private static JsonObject side(Side side) {
    JsonObject json = new JsonObject();
    json.addProperty("file", side.file().toString());
    json.addProperty("runs", side.runs());
    return json;
  }

  private static JsonObject accuracy(ComparisonReport.Accuracy accuracy) {
    JsonObject json = new JsonObject();
    json.addProperty("labelled", accuracy.labelled());
    json.add("a", Json.number(accuracy.first()));
    json.add("b", Json.number(accuracy.second()));
    return json;
  }

  private static JsonObject difference(Difference difference) {
    JsonObject json = new JsonObject();
    json.addProperty("elements", difference.elements());
    json.add("sqnr_db", Json.number(difference.sqnr()));
    json.add("mean_error", Json.number(difference.meanError()));
    json.add("worst_error", Json.number(difference.worstError()));
    return json;
  }
}
