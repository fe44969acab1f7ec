package org.dl4jmot.examples.coverage;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jmot.examples.coverage.samples.Unsampled;

/** Writes what was measured as Markdown, one row per class. */
final class CoverageDocument {
  private final Catalogue catalogue;
  private final Map<Class<?>, Row> rows;
  private final StringBuilder text = new StringBuilder();

  CoverageDocument(Catalogue catalogue, Map<Class<?>, Row> rows) {
    this.catalogue = catalogue;
    this.rows = rows;
  }

  String write() {
    introduction();
    catalogue.classes().forEach(this::section);
    floatReasons();
    exclusions();
    return text.toString();
  }

  private void introduction() {
    line("# Coverage");
    line("");
    line("What becomes of every layer, vertex, preprocessor and activation function of");
    line("Deeplearning4j 1.0.0-M2.1. Written by the program that measured it; do not edit:");
    line("");
    line("    mvn -Pcoverage");
    line("");
    line("Each row stands for small networks (the column \"shown by\") that were exported in each");
    line("form, run in the real LiteRT and compared with the network's own `output()`. A test");
    line("measures them all again and fails where this page says something else.");
    line("");
    line("| word | means |");
    line("|---|---|");
    line(
        "| yes | exports, verifies, and LiteRT answers as the network does; in the last two columns"
            + " all of the layer is integer |");
    line(
        "| float | does so too, but operations of the layer stay float in the integer file, between"
            + " DEQUANTIZE and QUANTIZE |");
    line(
        "| calibrated | QAT: trains and exports as integer, but some ranges have to be calibrated"
            + " |");
    line("| partly | one for some samples, another for others: see the note |");
    line("| refused | the export fails before any work, with this reason |");
    line("| – | no network can show it: see the note |");
    line("");
    line("QAT: made quantization-aware, trained, and exported from trained ranges.");
    line("Abstract classes are for users to extend; an own layer exports once a translator for it");
    line("is registered.");
  }

  private void section(Section section, List<Class<?>> classes) {
    line("");
    line("## " + section.title());
    classes.stream()
        .collect(
            Collectors.groupingBy(
                Class::getPackageName, java.util.TreeMap::new, Collectors.toList()))
        .forEach(this::table);
  }

  private void table(String name, List<Class<?>> classes) {
    line("");
    line("### `" + name + "`");
    line("");
    line(
        "| class |"
            + Arrays.stream(Form.values())
                .map(form -> " " + form.title() + " |")
                .collect(Collectors.joining())
            + " shown by | notes |");
    line("|---|" + "---|".repeat(Form.values().length) + "---|---|");
    classes.forEach(this::row);
  }

  private void row(Class<?> type) {
    Row row = rows.get(type);
    List<String> cells =
        Arrays.stream(Form.values()).map(form -> row == null ? "–" : row.cell(form)).toList();
    line(
        "| "
            + type.getSimpleName()
            + " | "
            + String.join(" | ", cells)
            + " | "
            + (row == null ? "" : String.join(", ", row.variants().keySet()))
            + " | "
            + notes(type, row)
            + " |");
  }

  private static String notes(Class<?> type, Row row) {
    return row == null
        ? Unsampled.reasons().getOrDefault(type, "not looked at")
        : String.join("<br>", row.notes()).replace("|", "\\|");
  }

  private void floatReasons() {
    line("");
    line("## Why operations stay float");
    line("");
    FloatReasons.of(rows.values().stream().flatMap(Row::floating))
        .forEach((operation, reason) -> line("- " + operation + ": " + reason + "."));
    line("");
    line("Others that are named have an int8 form: in the same layer they do nothing but feed one");
    line("of these, or read it, and a conversion in between would only cost accuracy.");
  }

  private void exclusions() {
    line("");
    line("## Without a row");
    line("");
    line("Everything else in these packages, and why it is not listed.");
    catalogue
        .excluded()
        .forEach(
            (rule, classes) -> {
              line("");
              line("- " + rule.reason() + ": " + names(classes));
            });
  }

  private static String names(List<Class<?>> classes) {
    return classes.stream()
        .map(type -> type.getName().substring(type.getPackageName().length() + 1))
        .map(name -> name.replace('$', '.'))
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private void line(String plain) {
    text.append(plain).append('\n');
  }
}
