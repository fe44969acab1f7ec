package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.dl4jmot.core.internal.DelegateReport;
import org.dl4jmot.core.internal.TextTable;

/** Lays an {@link ExportPlan} out as plain text. */
final class PlanText {
  private final StringBuilder text = new StringBuilder();

  PlanText(ExportPlan plan) {
    heading(plan);
    if (!plan.problems().isEmpty()) {
      line("Cannot be exported");
      plan.problems().forEach(problem -> line("  %s", problem));
    }
    if (!plan.ops().isEmpty()) {
      layers(plan);
      operations(plan.ops());
      floats(plan);
      line("Delegates");
      text.append(DelegateReport.text(plan.delegates()));
    }
    if (!plan.warnings().isEmpty()) {
      line("Warnings");
      plan.warnings().forEach(warning -> line("  %s", warning));
    }
  }

  private void heading(ExportPlan plan) {
    if (plan.bytes().isEmpty()) {
      line("%s: no file", plan.scheme());
      return;
    }
    line("%s: %,d bytes, %s", plan.scheme(), plan.bytes().getAsLong(), counts(plan.ops()));
    plan.recipe().forEach((key, value) -> line("%s: %s", key, value));
    if (!plan.unknown().isEmpty()) {
      line(
          "calibration will measure %d ranges; each that equals another saves the file 48 bytes",
          plan.unknown().size());
    }
  }

  private static String counts(List<OpRow> ops) {
    Map<String, Integer> counts = new TreeMap<>();
    ops.forEach(op -> counts.merge(op.op(), 1, Integer::sum));
    return counts.entrySet().stream()
        .map(entry -> entry.getKey() + " x" + entry.getValue())
        .collect(Collectors.joining(", "));
  }

  private void layers(ExportPlan plan) {
    line("Layers");
    TextTable table = new TextTable(2);
    plan.layers().forEach(table::row);
    text.append(table);
  }

  private void operations(List<OpRow> ops) {
    line("Operations");
    TextTable table = new TextTable(3);
    table.row("op", "node", "layers", "float bytes", "file bytes");
    for (OpRow op : ops) {
      table.row(
          op.op(),
          op.node(),
          String.join(", ", op.layers()),
          String.valueOf(op.floatBytes()),
          String.valueOf(op.fileBytes()));
    }
    text.append(table);
  }

  /** One line for everything that stays float for the same reason. */
  private void floats(ExportPlan plan) {
    Map<String, List<String>> names = new LinkedHashMap<>();
    plan.floats()
        .forEach(
            part ->
                names.computeIfAbsent(part.reason(), key -> new ArrayList<>()).add(part.name()));
    if (!names.isEmpty()) {
      line("Stays float");
    }
    names.forEach((reason, parts) -> line("  %s: %s", reason, String.join(", ", parts)));
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
