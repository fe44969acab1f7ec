package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each verb in a process of its own: streams, exit codes, no line of any library. */
class ProcessTest {
  @TempDir private Path directory;

  private Call mot(Object... arguments) {
    return Call.process(directory, arguments);
  }

  @Test
  void convertsAndComparesInADirectoryWithSpaces() {
    Path model = Networks.images(directory);
    Path photos = Data.images(directory.resolve("my photos"), List.of("cat", "dog", "fox"), 4);
    Call planned = mot("plan", model.getFileName(), "--mode", "int8", "--quiet").succeeded();
    assertEquals("", planned.err());
    assertTrue(planned.out().contains("hidden"), planned.out());
    Call converted =
        mot(
                "convert",
                model.getFileName(),
                "-o",
                "my model.tflite",
                "--mode",
                "int8",
                "--calibration",
                photos.getFileName(),
                "--scale",
                "0..1")
            .succeeded();
    assertTrue(converted.out().startsWith("int8: "), converted.out());
    assertEquals(
        List.of(
            "reading " + model.getFileName(),
            "using images in my photos",
            "converting to int8 and verifying",
            "wrote my model.tflite"),
        converted.err().lines().toList());
    Call compared =
        mot(
            "compare",
            model.getFileName(),
            "my model.tflite",
            "--data",
            "my photos",
            "--scale",
            "0..1",
            "--quiet",
            "--max-error",
            "0");
    assertTrue(compared.out().contains("accuracy on 12 labelled samples"), compared.out());
    compared.refused(1, "mot compare: the worst error is");
    assertEquals(1, compared.err().lines().count(), compared.err());
  }

  @Test
  void runsInspectsAndMeasuresAFile() {
    Path file = GoldenFiles.path("B-int8.tflite");
    Path images = GoldenFiles.path("images.npy");
    mot("run", file, "--input", images, "-o", "y.npy", "--engine", "litert").succeeded();
    assertTrue(Files.exists(directory.resolve("y.npy")));
    Call inspected = mot("inspect", file, "--json").succeeded();
    assertEquals("", inspected.err());
    assertTrue(inspected.json().size() > 3);
    Call measured = mot("benchmark", file, "--seconds", "0.05", "--json").succeeded();
    var result = measured.json().getAsJsonArray("files").get(0).getAsJsonObject();
    assertEquals(2, result.getAsJsonArray("engines").size());
    assertEquals(12, result.getAsJsonArray("operations").size());
    var java = result.getAsJsonArray("engines").get(0).getAsJsonObject();
    double previous = 0;
    for (String each : List.of("min", "p50", "p90", "p99", "max")) {
      double micros = java.get(each + "_micros").getAsDouble();
      assertTrue(micros >= previous && micros > 0, each + " " + micros);
      previous = micros;
    }
  }

  @Test
  void saysWhatIsWrongInOneLine() {
    Path damaged = Data.write(directory.resolve("damaged.h5"), damagedHdf5());
    Call call = mot("convert", damaged, "-o", "x.tflite", "--quiet");
    call.refused(2, "mot convert: ", "damaged.h5");
    assertEquals(1, call.err().lines().count(), call.err());
    Call verbose = mot("convert", damaged, "-o", "x.tflite", "--verbose");
    assertEquals(2, verbose.code());
    assertTrue(verbose.err().contains("\tat org.dl4jmot.cli"), verbose.err());
    assertTrue(Files.notExists(directory.resolve("x.tflite")));
  }

  private static byte[] damagedHdf5() {
    byte[] bytes = GoldenFiles.bytes("B.h5");
    java.util.Arrays.fill(bytes, 8, 200, (byte) 7);
    return bytes;
  }

  @Test
  void helpLoadsNothingOfDeeplearning4j() {
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    String classpath = System.getProperty("java.class.path");
    for (List<String> arguments : List.of(List.of("--help"), List.of("convert", "--help"))) {
      List<String> command =
          new java.util.ArrayList<>(
              List.of(java.toString(), "-Xlog:class+load", "-cp", classpath, Mot.class.getName()));
      command.addAll(arguments);
      Call call = Call.start(Path.of("").toAbsolutePath(), command).succeeded();
      assertTrue(call.out().contains("Usage: mot"), call.out());
      for (String library : List.of("org.deeplearning4j.", "org.nd4j.", "org.bytedeco.")) {
        assertTrue(call.out().lines().noneMatch(line -> line.contains("] " + library)), library);
      }
    }
  }
}
