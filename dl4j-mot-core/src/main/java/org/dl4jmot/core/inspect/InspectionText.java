package org.dl4jmot.core.inspect;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.dl4jmot.core.internal.DelegateReport;
import org.dl4jmot.core.internal.TextTable;
import org.dl4jmot.runtime.tflite.FileListing;
import org.dl4jmot.runtime.tflite.ListedOperator;
import org.dl4jmot.runtime.tflite.ListedSubgraph;
import org.dl4jmot.runtime.tflite.ListedTensor;

/** Lays a {@link GraphInspection} out as plain text. */
final class InspectionText {
  private final StringBuilder text = new StringBuilder();

  InspectionText(GraphInspection inspection) {
    file(inspection);
    FileListing file = inspection.file();
    file.signatures().forEach(this::signature);
    for (int number = 0; number < file.subgraphs().size(); number++) {
      ListedSubgraph subgraph = file.subgraphs().get(number);
      String of = file.subgraphs().size() == 1 ? "" : " of subgraph " + number + name(subgraph);
      operators(subgraph, of);
      tensors(subgraph, of);
    }
    metadata(file.metadata());
    if (!inspection.delegates().isEmpty()) {
      line("Delegates");
      text.append(DelegateReport.text(inspection.delegates()));
    }
  }

  private void file(GraphInspection inspection) {
    FileListing file = inspection.file();
    line(
        "%,d bytes, gzip %,d: constants %,d, everything else %,d",
        file.bytes(),
        inspection.gzipBytes(),
        file.constantBytes(),
        file.bytes() - file.constantBytes());
    line(
        "schema %d, %s",
        file.schemaVersion(),
        file.minRuntimeVersion().isEmpty()
            ? "no minimum runtime version given"
            : "runs on TFLite " + file.minRuntimeVersion() + " and newer");
    if (!file.description().isEmpty()) {
      line("description: %s", file.description());
    }
    line(
        "operators: %s",
        inspection.operatorCounts().entrySet().stream()
            .map(entry -> entry.getKey() + " x" + entry.getValue())
            .collect(Collectors.joining(", ")));
    if (!inspection.unreadable().isEmpty()) {
      line("the Java runtime cannot run it: %s", inspection.unreadable());
    }
  }

  private void signature(FileListing.Signature signature) {
    line(
        "signature '%s': %s -> %s",
        signature.key(), slots(signature.inputs()), slots(signature.outputs()));
  }

  private static String slots(List<FileListing.Slot> slots) {
    return slots.stream()
        .map(slot -> slot.name() + " (tensor " + slot.tensor() + ")")
        .collect(Collectors.joining(", "));
  }

  private static String name(ListedSubgraph subgraph) {
    return subgraph.name().isEmpty() ? "" : " (" + subgraph.name() + ")";
  }

  private void operators(ListedSubgraph subgraph, String of) {
    line("Operators%s", of);
    TextTable table = new TextTable(4);
    table.row("operator", "inputs", "outputs", "result", "version", "constant bytes");
    for (ListedOperator operator : subgraph.operators()) {
      table.row(
          operator.name(),
          numbers(operator.inputs()),
          numbers(operator.outputs()),
          operator.outputs().stream()
              .map(number -> tensor(subgraph, number).map(InspectionText::typed).orElse("?"))
              .collect(Collectors.joining(", ")),
          String.valueOf(operator.version()),
          String.valueOf(constantBytes(subgraph, operator)));
    }
    text.append(table);
  }

  private static String numbers(List<Integer> tensors) {
    return tensors.stream()
        .map(number -> number < 0 ? "-" : number.toString())
        .collect(Collectors.joining(" "));
  }

  private static Optional<ListedTensor> tensor(ListedSubgraph subgraph, int number) {
    return number >= 0 && number < subgraph.tensors().size()
        ? Optional.of(subgraph.tensors().get(number))
        : Optional.empty();
  }

  private static long constantBytes(ListedSubgraph subgraph, ListedOperator operator) {
    return operator.inputs().stream()
        .flatMap(number -> tensor(subgraph, number).stream())
        .mapToLong(ListedTensor::constantBytes)
        .sum();
  }

  private void tensors(ListedSubgraph subgraph, String of) {
    line("Tensors%s", of);
    TextTable table = new TextTable(6);
    table.row("tensor", "name", "type", "use", "bytes", "quantization");
    for (int number = 0; number < subgraph.tensors().size(); number++) {
      ListedTensor tensor = subgraph.tensors().get(number);
      table.row(
          String.valueOf(number),
          tensor.name(),
          typed(tensor),
          use(subgraph, number),
          tensor.isConstant() ? String.valueOf(tensor.constantBytes()) : "",
          tensor.quantization().map(InspectionText::quantization).orElse(""));
    }
    text.append(table);
  }

  private static String typed(ListedTensor tensor) {
    List<Integer> shape = tensor.signature().isEmpty() ? tensor.shape() : tensor.signature();
    return tensor.type() + shape;
  }

  private static String use(ListedSubgraph subgraph, int number) {
    ListedTensor tensor = subgraph.tensors().get(number);
    if (subgraph.inputs().contains(number)) {
      return "input";
    }
    if (subgraph.outputs().contains(number)) {
      return "output";
    }
    if (tensor.variable()) {
      return "variable";
    }
    return !tensor.isConstant() ? "" : tensor.sparse() ? "sparse constant" : "constant";
  }

  private static String quantization(ListedTensor.Quantization quantization) {
    String zeros =
        quantization.zeroPoints().stream().distinct().count() == 1
            ? ", zero point " + quantization.zeroPoints().get(0)
            : quantization.zeroPoints().isEmpty() ? "" : ", zero points differ";
    return quantization.isPerAxis()
        ? String.format(
            Locale.ROOT,
            "%d scales along axis %d, %.4g to %.4g%s",
            quantization.scales().size(),
            quantization.axis(),
            Collections.min(quantization.scales()),
            Collections.max(quantization.scales()),
            zeros)
        : "scale " + quantization.scales().get(0) + zeros;
  }

  private void metadata(List<FileListing.Entry> entries) {
    if (!entries.isEmpty()) {
      line("Metadata");
    }
    for (FileListing.Entry entry : entries) {
      line("  %s: %,d bytes%s", entry.name(), entry.bytes(), entry.text().isEmpty() ? "" : ":");
      entry.text().lines().forEach(line -> line("    %s", line));
    }
  }

  private void line(String format, Object... arguments) {
    text.append(String.format(Locale.ROOT, format, arguments)).append('\n');
  }

  @Override
  public String toString() {
    return text.toString();
  }
}
