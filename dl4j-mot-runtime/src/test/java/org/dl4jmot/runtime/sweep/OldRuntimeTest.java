package org.dl4jmot.runtime.sweep;

import static java.util.stream.Collectors.toList;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Files that say they need no more than TFLite 2.6 load and run in TFLite 2.6.2. Prints the table
 * of docs/old-runtimes.md. {@code -Ddl4jmot.old.cases=N} draws N files per operation and form.
 */
class OldRuntimeTest {
  private static final int CASES = Integer.getInteger("dl4jmot.old.cases", 8);
  private static final int[] VERSION = {2, 6, 2};

  @TempDir Path directory;

  @Test
  void filesThatClaimToRunThereDo() throws IOException, InterruptedException {
    assumeTrue(OldRuntimeFiles.available(), "no TFLite 2.6.2 for this machine");
    OldRuntimeFiles files = new OldRuntimeFiles(directory);
    int drawn = 0;
    for (Map<String, Function<Draw, Graph>> family : SweepCoverageTest.FAMILIES) {
      for (Map.Entry<String, Function<Draw, Graph>> cases : family.entrySet()) {
        for (long seed = 1; seed <= CASES; seed++) {
          drawn++;
          add(files, new Draw(31 * seed + cases.getKey().hashCode()), cases.getValue());
        }
      }
    }
    List<OldRuntimeFiles.Answer> answers = files.run();
    assertEquals("2.6.2", files.version());
    System.out.println(table(answers));
    System.out.println((drawn - files.size()) + " of " + drawn + " files need a newer runtime");
    String refused =
        answers.stream()
            .filter(answer -> answer.actual().isEmpty())
            .map(answer -> answer.name() + ": " + answer.error())
            .distinct()
            .collect(Collectors.joining("\n"));
    assertEquals("", refused, "files that claim to run on 2.6.2 and do not");
    String wrong =
        answers.stream()
            .filter(answer -> !(answer.farthest() <= allowed(answer)))
            .map(answer -> answer.name() + " is off by " + answer.farthest())
            .distinct()
            .collect(Collectors.joining("\n"));
    assertEquals("", wrong, "files that claim to run on 2.6.2 and answer something else there");
    assertTrue(files.size() > drawn / 2, files.size() + " files");
  }

  /**
   * What another build of LiteRT may differ by: a step of an integer, a rounding of a hybrid
   * kernel's int8 input that is turned over, the order of a sum.
   */
  private static double allowed(OldRuntimeFiles.Answer answer) {
    if (answer.name().endsWith(" float32")) {
      return 1e-5;
    }
    return answer.name().endsWith(" hybrid") ? 1.0 / 127 : 1;
  }

  private static void add(OldRuntimeFiles files, Draw draw, Function<Draw, Graph> cases)
      throws IOException {
    Graph graph = cases.apply(draw);
    ByteBuffer file = TfliteWriter.toBytes(graph, FileMetadata.none());
    String needed = TfliteReader.read(file.duplicate()).minRuntimeVersion();
    if (Arrays.compare(numbers(needed), VERSION) > 0) {
      return;
    }
    Interpreter interpreter = new Interpreter(graph);
    for (int input = 0; input < graph.inputs().size(); input++) {
      SweepRunner.feed(interpreter, input, draw);
    }
    interpreter.run();
    files.add(name(graph), file, interpreter);
  }

  private static int[] numbers(String version) {
    return Arrays.stream(version.split("\\.")).mapToInt(Integer::parseInt).toArray();
  }

  /** For example {@code CONV_2D int8}. */
  private static String name(Graph graph) {
    String op = graph.nodes().get(graph.nodes().size() - 1).op().type();
    Tensor output = graph.outputTensors().get(0);
    boolean hybrid =
        output.type() == DataType.FLOAT32
            && graph.tensors().stream().anyMatch(tensor -> tensor.type() == DataType.INT8);
    return op + (hybrid ? " hybrid" : " " + output.type().name().toLowerCase(Locale.ROOT));
  }

  private static String table(List<OldRuntimeFiles.Answer> answers) {
    return "| operation | files | bytes | differing | largest difference |\n|---|---|---|---|---|\n"
        + answers.stream()
            .collect(Collectors.groupingBy(OldRuntimeFiles.Answer::name, TreeMap::new, toList()))
            .entrySet()
            .stream()
            .map(entry -> row(entry.getKey(), entry.getValue()))
            .collect(Collectors.joining("\n"));
  }

  private static String row(String name, List<OldRuntimeFiles.Answer> answers) {
    return String.format(
        Locale.ROOT,
        "| %s | %d | %d | %d | %.2g |",
        name,
        answers.size(),
        answers.stream().mapToLong(answer -> answer.expected().length).sum(),
        answers.stream().mapToLong(OldRuntimeFiles.Answer::differing).sum(),
        answers.stream().mapToDouble(OldRuntimeFiles.Answer::farthest).max().orElse(0));
  }
}
