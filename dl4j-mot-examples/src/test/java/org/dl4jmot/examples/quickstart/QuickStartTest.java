package org.dl4jmot.examples.quickstart;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickStartTest {
  /**
   * Half a step of the output, whose 255 steps span 4, for each of three roundings, and the fit.
   */
  private static final double TOLERANCE = 3 * 0.5 * 4 / 255 + 0.01;

  @TempDir Path directory;

  @Test
  void exportedLineIsTheTrainedLine() throws IOException {
    for (float x : new float[] {-1, -0.3f, 0, 0.5f, 1}) {
      assertEquals(2 * x - 1, QuickStart.run(directory.resolve("line.tflite"), x), TOLERANCE);
    }
  }

  @Test
  void readmeShowsTheCodeThatRuns() throws IOException {
    String readme = Files.readString(Path.of("../README.md"));
    List<String> source =
        Files.readAllLines(
            Path.of("src/main/java/org/dl4jmot/examples/quickstart/QuickStart.java"));
    List<String> code =
        source.stream()
            .map(String::strip)
            .dropWhile(line -> !line.equals("// quick start"))
            .skip(1)
            .takeWhile(line -> !line.equals("// end"))
            .toList();

    assertTrue(code.size() > 5, "the code is found");
    String shown = readme.replaceAll("\\s+", "");
    assertTrue(
        shown.contains(String.join("", code).replaceAll("\\s+", "")),
        "README.md shows other code than QuickStart runs");
  }
}
