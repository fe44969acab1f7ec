package org.dl4jmot.examples.results;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.dl4jmot.examples.measure.BitExactness;
import org.dl4jmot.litert.LiteRt;

/** Writes what was measured beside the reference's figures, as Markdown. */
final class ResultsDocument {
  private final Measurements measurements;
  private final Pairs pairs;
  private final List<Architecture> architectures;
  private final List<Long> seeds;
  private final StringBuilder text = new StringBuilder();

  ResultsDocument(
      Measurements measurements, Pairs pairs, List<Architecture> architectures, List<Long> seeds) {
    this.measurements = measurements;
    this.pairs = pairs;
    this.architectures = architectures;
    this.seeds = seeds;
  }

  String write(String source, int testImages, BitExactness residual) {
    line("# Results");
    line("");
    line("Written by the program that measured them; do not edit. To regenerate:");
    line("");
    line("    mvn -Presults");
    line("");
    line("That takes hours; an interrupted run goes on where it was, and");
    line("`-Dresults.args=\"--trained-only\"` documents what there is. A dash stands for what");
    line("was not measured.");
    line("");
    line(
        "Data: %s, %,d test images. LiteRT %s, built-in kernels, one thread.",
        source, testImages, LiteRt.version());
    line("Mean ± sample standard deviation over seeds where there are several; the column");
    line("\"seeds\" says over how many. A and B are the networks of `Architectures`.");
    line("tfmot: TensorFlow 2.21, tfmot 0.8.1, LiteRT 2.21, the same networks, data and");
    line("recipe, three seeds.");
    line("");
    line("Recipe: 5 epochs float (batch 128, Adam at 1e-3); from there one epoch");
    line("quantization-aware at 1e-4 beside one more float epoch at 1e-4; pruning to 80 % by");
    line("polynomial decay over 2 epochs at 1e-3 beside 2 more float epochs, all kernels but");
    line("depthwise ones, as tfmot does (the library's default spares the output layer too);");
    line("from the pruned network one epoch quantization-aware at 1e-4. Every stage starts");
    line("with a fresh updater.");
    architectures.forEach(this::tables);
    pairs();
    exactness(residual);
    return text.toString();
  }

  private void tables(Architecture architecture) {
    line("");
    line("## Network %s", architecture);
    line("");
    table(architecture, "accuracy, agreement %", Rows.accuracy());
    line("");
    table(architecture, "bytes", Rows.sizes());
    line("");
    operations(architecture, Form.FLOAT);
    operations(architecture, Form.INT8);
  }

  private void table(Architecture architecture, String title, List<Row> rows) {
    line("| %s | dl4j-mot | seeds | tfmot |", title);
    line("|---|---|---|---|");
    for (Row row : rows) {
      Statistics own =
          Statistics.of(
              measurements.all(architecture, seeds, row.form()).stream().mapToDouble(row.value()));
      line(
          "| %s | %s | %d | %s |",
          row.title(), own.text(row.decimals()), own.count(), row.reference(architecture));
    }
  }

  private void operations(Architecture architecture, Form form) {
    measurements.all(architecture, seeds, form).stream()
        .findFirst()
        .ifPresent(found -> line("Operations, %s: %s.", form.label(), found.ops()));
  }

  private void pairs() {
    line("");
    line("## Quantization-aware training beside its control");
    line("");
    line("Trainings that differ in nothing but the order of the images differ by more than");
    line("quantization costs. Order 0 is that of the tables above; the others repeat QAT and");
    line("its control, on the same batches each, with");
    line("`-Dresults.args=\"--architectures A --repetitions 2\"`. Accuracies in percent.");
    line("");
    line(
        "| network | seed | order | control | QAT int8 in LiteRT | difference | right in one alone |");
    line("|---|---|---|---|---|---|---|");
    architectures.forEach(this::pairs);
  }

  private void pairs(Architecture architecture) {
    List<Double> gains = new ArrayList<>();
    for (long seed : seeds) {
      recipePair(architecture, seed)
          .ifPresent(pair -> gains.add(pairRow(architecture, seed, 0, pair, "–")));
      pairs
          .all(architecture, seed)
          .forEach(
              (order, pair) -> {
                String alone = pair.controlAlone() + " / " + pair.qatAlone();
                gains.add(pairRow(architecture, seed, order, pair, alone));
              });
    }
    Statistics all = Statistics.of(gains.stream().mapToDouble(Double::doubleValue));
    line("| %s | | all %d | | | %s | |", architecture, all.count(), all.text(2));
  }

  /** The recipe's own trainings; which images each alone has right was not kept. */
  private Optional<Pair> recipePair(Architecture architecture, long seed) {
    return measurements
        .find(architecture, seed, Form.CONTROL_FLOAT)
        .flatMap(
            control ->
                measurements
                    .find(architecture, seed, Form.QAT_INT8)
                    .map(qat -> new Pair(control.accuracyNetwork(), qat.accuracyLiteRt(), 0, 0)));
  }

  private double pairRow(Architecture architecture, long seed, int order, Pair pair, String alone) {
    line(
        "| %s | %d | %d | %.2f | %.2f | %.2f | %s |",
        architecture,
        seed,
        order,
        pair.controlPercent(),
        pair.qatPercent(),
        pair.gainPoints(),
        alone);
    return pair.gainPoints();
  }

  private void exactness(BitExactness residual) {
    line("");
    line("## The pure-Java interpreter against LiteRT's built-in kernels");
    line("");
    line("Differing bytes over the test images, all int8 forms; of the output, and of every");
    line("int8 tensor on some of the images.");
    line("");
    line("| network | form | seed | images | output bytes | images | int8 tensors | bytes |");
    line("|---|---|---|---|---|---|---|---|");
    rows().forEach(text::append);
    text.append(row("residual", "int8", 1, residual));
  }

  private List<String> rows() {
    List<String> rows = new ArrayList<>();
    for (Architecture architecture : architectures) {
      for (Form form : Form.values()) {
        for (long seed : seeds) {
          measurements
              .find(architecture, seed, form)
              .map(Measurement::exactness)
              .ifPresent(found -> rows.add(row(architecture.name(), form.label(), seed, found)));
        }
      }
    }
    return rows;
  }

  private static String row(String network, String form, long seed, BitExactness found) {
    return String.format(
        Locale.ROOT,
        "| %s | %s | %d | %d | %d | %d | %d | %d |%n",
        network,
        form,
        seed,
        found.images(),
        found.outputBytes(),
        found.tensorImages(),
        found.tensors(),
        found.tensorBytes());
  }

  private void line(String plain) {
    text.append(plain).append('\n');
  }

  private void line(String format, Object... args) {
    text.append(String.format(Locale.ROOT, format, args)).append('\n');
  }
}
