package org.dl4jmot.examples.forms;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures the tables of docs/forms.md: both reference networks, imported from Keras and exported
 * in every form, beside the files of Google's converter. Takes about a minute.
 */
public final class Forms {
  private static final String DOCUMENT = "docs/forms.md";
  private static final String GOLDEN = "dl4j-mot-testkit/src/main/resources/golden";

  private Forms() {}

  /**
   * Writes the tables.
   *
   * @param args the file to write, docs/forms.md if none, and the directory of the golden files,
   *     that of the sources if none
   */
  public static void main(String[] args) throws IOException {
    Path document = Path.of(args.length > 0 ? args[0] : DOCUMENT);
    Path golden = Path.of(args.length > 1 ? args[1] : GOLDEN);
    Map<String, List<FormRow>> rows = new LinkedHashMap<>();
    Map<String, List<float[]>> references = new LinkedHashMap<>();
    for (String name : List.of("A", "B")) {
      GoldenNetwork network = new GoldenNetwork(name, golden::resolve);
      rows.put(name, measure(network));
      references.put(name, network.reference());
    }
    Files.writeString(document, new FormsDocument().write(rows, references));
    System.out.println("wrote " + document);
  }

  private static List<FormRow> measure(GoldenNetwork network) {
    List<FormRow> rows = new ArrayList<>();
    for (GoldenForm form : GoldenForm.ALL) {
      rows.add(network.measure(form));
    }
    return rows;
  }
}
