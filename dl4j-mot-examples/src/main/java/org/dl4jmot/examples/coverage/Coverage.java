package org.dl4jmot.examples.coverage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.examples.coverage.samples.Sample;
import org.dl4jmot.examples.coverage.samples.Samples;
import org.dl4jmot.onednn.OneDnn;

/**
 * Measures the table of docs/coverage.md: exports every sample in every form, runs each file in
 * LiteRT, and looks at what became of the layer in question. Takes a minute or two.
 */
public final class Coverage {
  private static final String DOCUMENT = "docs/coverage.md";

  private Coverage() {}

  /**
   * Writes the table.
   *
   * @param args the file to write, docs/coverage.md if none; simple names of classes behind it
   *     measure these alone and print instead
   */
  public static void main(String[] args) throws IOException {
    if (args.length > 1) {
      print(List.of(args).subList(1, args.length));
      return;
    }
    Path document = Path.of(args.length == 0 ? DOCUMENT : args[0]);
    Files.writeString(document, new CoverageDocument(Catalogue.scan(), measure()).write());
    System.out.println("wrote " + document);
  }

  private static void print(List<String> names) {
    List<Sample> chosen =
        Samples.all().stream()
            .filter(sample -> names.contains(sample.subject().getSimpleName()))
            .toList();
    measure(chosen)
        .forEach((type, row) -> System.out.println(type.getSimpleName() + " " + row.variants()));
  }

  /** Measures all samples, by class. */
  static Map<Class<?>, Row> measure() {
    return measure(Samples.all());
  }

  private static Map<Class<?>, Row> measure(List<Sample> samples) {
    OneDnn.disable(); // It trains NHWC networks wrongly and refuses some dilations.
    Map<Class<?>, Map<String, Map<Form, Outcome>>> measured = new LinkedHashMap<>();
    for (Sample sample : samples) {
      measured
          .computeIfAbsent(sample.subject(), type -> new LinkedHashMap<>())
          .put(sample.variant(), SampleRun.of(sample));
    }
    Map<Class<?>, Row> rows = new LinkedHashMap<>();
    measured.forEach((type, variants) -> rows.put(type, new Row(type, variants)));
    return rows;
  }
}
