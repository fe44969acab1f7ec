package org.dl4jmot.examples.forms;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.litert.LiteRt;

/** Writes what was measured as Markdown. */
final class FormsDocument {
  private final StringBuilder text = new StringBuilder();

  String write(Map<String, List<FormRow>> networks, Map<String, List<float[]>> references) {
    line("# Forms");
    line("");
    line("Written by the program that measured it; do not edit. To regenerate, in a minute:");
    line("");
    line("    mvn -Pforms");
    line("");
    line(
        "Two networks trained in Keras on Fashion-MNIST: A, a LeNet with batch normalization, and");
    line(
        "B, a depthwise-separable network (`dl4j-mot-testkit/src/main/resources/golden`). Each is");
    line("imported from its .h5 file and exported in every form, beside the file that Google's");
    line(
        "converter (TensorFlow 2.21) made of the same .h5 file. Bytes are of the file and, behind");
    line(
        "the stroke, after gzip -9. Error: difference of the ten probabilities from Keras' over"
            + " 200");
    line("test images, mean and largest; apart: the same between our file and the converter's.");
    line("Calibrated on 500 training images, as the converter was, though not on the same ones.");
    line("");
    line(
        "Every file passed verification in LiteRT %s: integer tensors equal byte for byte; those",
        LiteRt.version());
    line("of a dynamic batch with one image and in batches of five. How to ask for a form is in");
    line("[quantization.md](quantization.md) and [export.md](export.md).");
    networks.forEach((name, rows) -> network(name, rows, references.get(name)));
    return text.toString();
  }

  private void network(String name, List<FormRow> rows, List<float[]> reference) {
    line("");
    line("## Network %s", name);
    line("");
    line("| form | bytes | converter's | operations | error | converter's | apart |");
    line("|---|---:|---:|---|---:|---:|---:|");
    for (FormRow row : rows) {
      Optional<FileFacts> theirs = row.theirs();
      line(
          "| %s | %s | %s | %s | %s | %s | %s |",
          row.form().label(),
          size(row.ours()),
          theirs.map(FormsDocument::size).orElse("–"),
          theirs.map(facts -> comparison(row.ours(), facts)).orElse(count(row.ours())),
          error(row.ours(), reference),
          theirs.map(facts -> error(facts, reference)).orElse("–"),
          theirs.map(facts -> error(row.ours(), facts.outputs())).orElse("–"));
    }
    line("");
    rows.forEach(this::chosen);
    line("Operations of the integer file: %s.", operations(rows));
  }

  private void chosen(FormRow row) {
    row.floatLayers()
        .ifPresent(
            chosen -> {
              line("\"%s\": %s.", row.form().label(), chosen);
              line("");
            });
  }

  private static String operations(List<FormRow> rows) {
    Map<String, Integer> counts = new LinkedHashMap<>();
    rows.stream()
        .filter(row -> row.form().converters().equals(Optional.of("int8")))
        .flatMap(row -> row.ours().operations().stream())
        .forEach(operation -> counts.merge(operation, 1, Integer::sum));
    List<String> parts = new ArrayList<>();
    counts.forEach(
        (operation, count) -> parts.add(count == 1 ? operation : operation + " ×" + count));
    return String.join(", ", parts);
  }

  private static String size(FileFacts facts) {
    return String.format(Locale.ROOT, "%,d / %,d", facts.size().bytes(), facts.size().gzipBytes());
  }

  private static String comparison(FileFacts ours, FileFacts theirs) {
    String count = count(ours);
    return ours.hasOperationsOf(theirs)
        ? count + ", the same"
        : count + ", converter's " + theirs.operations().size();
  }

  private static String count(FileFacts facts) {
    return String.valueOf(facts.operations().size());
  }

  private static String error(FileFacts facts, List<float[]> others) {
    return number(facts.meanDifference(others)) + " / " + number(facts.largestDifference(others));
  }

  private static String number(double difference) {
    return String.format(Locale.ROOT, difference < 1e-3 ? "%.1e" : "%.4f", difference);
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }
}
