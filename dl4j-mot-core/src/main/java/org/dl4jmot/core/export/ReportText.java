package org.dl4jmot.core.export;

import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import org.dl4jmot.core.internal.TextTable;
import org.dl4jmot.core.verify.OutputComparison;
import org.dl4jmot.core.verify.VerificationReport;

/** Lays an {@link ExportReport} out as plain text. */
final class ReportText {
  private final StringBuilder text = new StringBuilder();

  ReportText(ExportReport report) {
    line(
        "%s: %,d bytes, gzip %,d (constants as float32: %,d)",
        report.scheme(), report.bytes(), report.gzipBytes(), report.floatBytes());
    verification(report.verification());
    section("Operations");
    operations(report.ops());
    section("Layers");
    report.layers().forEach((layer, fate) -> line("  %s: %s", layer, fate));
    if (!report.warnings().isEmpty()) {
      section("Warnings");
      report.warnings().forEach(warning -> line("  %s", warning));
    }
  }

  private void verification(VerificationReport verification) {
    line("verified on %s", verification.samples());
    line("reference: %s", verification.reference());
    for (OutputComparison output : verification.outputs()) {
      line(
          "output '%s': same top-1 as the float network on %.2f %% of %d, %s dB, worst error %.3g",
          output.port(),
          100 * output.agreement(),
          output.samples(),
          decibels(output.sqnr()),
          output.worstError());
    }
    verification
        .worst()
        .ifPresent(
            worst ->
                line(
                    "worst tensor: %s '%s', %s dB",
                    worst.op(), worst.tensor(), decibels(worst.sqnr().getAsDouble())));
    verification.failures().forEach(failure -> line("FAILED: %s", failure));
  }

  private void operations(List<OpRow> ops) {
    TextTable table = new TextTable(2);
    table.row("op", "node", "float bytes", "file bytes", "zeros %", "SQNR dB");
    for (OpRow op : ops) {
      table.row(
          op.op(),
          op.node(),
          String.valueOf(op.floatBytes()),
          String.valueOf(op.fileBytes()),
          number(op.sparsity(), 100),
          op.sqnr().isPresent() ? decibels(op.sqnr().getAsDouble()) : "");
    }
    text.append(table);
  }

  private static String number(OptionalDouble value, double factor) {
    return value.isPresent()
        ? String.format(Locale.ROOT, "%.1f", factor * value.getAsDouble())
        : "";
  }

  private static String decibels(double value) {
    return value == Double.POSITIVE_INFINITY ? "exact" : String.format(Locale.ROOT, "%.1f", value);
  }

  private void section(String title) {
    text.append(title).append('\n');
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
