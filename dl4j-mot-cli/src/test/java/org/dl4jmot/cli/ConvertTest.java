package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConvertTest {
  @TempDir static Path directory;
  private static Path images;
  private static Path vectors;
  private static Path output;

  @BeforeAll
  static void save() {
    images = Networks.images(directory);
    vectors = Networks.vectors(directory);
    output = directory.resolve("out file.tflite");
  }

  @ParameterizedTest
  @ValueSource(strings = {"float32", "float16", "dynamic"})
  void writesTheFormsThatNeedNoData(String mode) throws IOException {
    Path file = directory.resolve(mode + ".tflite");
    Call call = Call.of("convert", images, "-o", file, "--mode", mode, "--json").succeeded();
    JsonObject json = call.json();
    assertEquals(file.toString(), json.get("output").getAsString());
    JsonObject report = json.getAsJsonObject("report");
    assertEquals(Files.size(file), report.get("bytes").getAsLong());
    assertTrue(report.getAsJsonObject("verification").get("passed").getAsBoolean());
    assertEquals(mode.equals("float32") ? "float" : mode, report.get("scheme").getAsString());
  }

  @Test
  void quantizesWithAFolderOfImages() throws IOException {
    Path photos = Data.images(directory.resolve("photos"), List.of("cat", "dog", "fox"), 4);
    Call call =
        Call.of(
                "convert",
                images,
                "-o",
                output,
                "--mode",
                "int8",
                "--calibration",
                photos,
                "--scale",
                "0..1",
                "--io",
                "int8",
                "--keep-float",
                "hidden")
            .succeeded();
    assertTrue(call.out().startsWith("int8: "), call.out());
    assertTrue(call.err().contains("images in " + photos), call.err());
    var graph = TfliteReader.read(output).graph();
    assertEquals(DataType.INT8, graph.inputTensors().get(0).type());
    // 0..255 scaled to 0..1, and a byte has 255 steps; resizing has averaged the extremes away.
    float scale = graph.inputTensors().get(0).requireQuantization().scale(0);
    assertTrue(scale > 0.5 / 255 && scale <= 1.001 / 255, "scale " + scale);
    assertTrue(
        graph.nodes().stream().anyMatch(node -> node.op().type().equals("DEQUANTIZE")),
        "hidden stays float");
  }

  @Test
  void leavesLayersInFloatThatHurtAndTheBatchOpen() throws IOException {
    Path photos = Data.images(directory.resolve("many"), List.of("cat", "dog", "fox"), 4);
    Call call =
        Call.of(
                "convert",
                images,
                "-o",
                output,
                "--mode",
                "int8",
                "--calibration",
                photos,
                "--scale",
                "0..1",
                "--min-sqnr",
                120,
                "--dynamic-batch")
            .succeeded();
    var model = TfliteReader.read(output);
    assertTrue(
        model.graph().nodes().stream().anyMatch(node -> node.op().type().equals("CONV_2D"))
            && model.graph().nodes().stream()
                .noneMatch(node -> node.op().type().equals("QUANTIZE")),
        "no integer layer reaches 120 dB: " + call.out());
    String listed = Call.of("inspect", output, "--json").succeeded().out();
    assertTrue(Pattern.compile("\\[\\s*-1,").matcher(listed).find(), listed);
  }

  @Test
  void asksForDataToMeasureOn() {
    Call.of("convert", images, "-o", output, "--mode", "int8", "--min-sqnr", 30)
        .refused(2, "--min-sqnr is for --mode int8 and 16x8 with --calibration");
  }

  @Test
  void quantizesWithATable() {
    Path table = Data.table(directory.resolve("a.csv"), 20, 4, List.of("x", "y", "z"));
    Call.of(
            "convert",
            vectors,
            "-o",
            output,
            "--mode",
            "int8",
            "--calibration",
            table,
            "--label-column",
            0,
            "--skip-lines",
            1,
            "--samples",
            7)
        .succeeded();
  }

  @Test
  void quantizesANetworkOfSeveralInputs() {
    Call.of(
            "convert",
            Networks.twoInputs(directory),
            "-o",
            output,
            "--mode",
            "int8",
            "--calibration",
            Data.array(directory.resolve("l.npy"), 20, 2),
            "--calibration",
            Data.array(directory.resolve("r.npy"), 20, 3),
            "--input-shape",
            2,
            "--input-shape",
            3)
        .succeeded();
  }

  @Test
  void saysHowToGiveTheSizesThatANetworkDoesNotTell() {
    Call.of("convert", Networks.twoInputs(directory), "-o", output)
        .refused(2, "'left' (input)", "'right' (input)", "--input-shape, such as 28,28,1");
  }

  @Test
  void readsArraysInTheOrderOfTheNetworkAndOfTheGraph() throws IOException {
    // Equal numbers in either order of axes make equal files.
    float[] first = new float[5 * 3 * 36];
    float[] last = new float[first.length];
    for (int n = 0; n < 5; n++) {
      for (int pixel = 0; pixel < 36; pixel++) {
        for (int c = 0; c < 3; c++) {
          float value = (n * 31 + pixel * 7 + c * 3) % 17 / 17f;
          first[(n * 3 + c) * 36 + pixel] = value;
          last[(n * 36 + pixel) * 3 + c] = value;
        }
      }
    }
    byte[] fromFirst = int8With(first, 5, 3, 6, 6);
    byte[] fromLast = int8With(last, 5, 6, 6, 3);
    assertArrayEquals(fromFirst, fromLast);
  }

  private static byte[] int8With(float[] values, int... shape) throws IOException {
    var array = org.dl4jmot.cli.data.NpyArray.ofFloats(values, shape);
    Path data = Data.write(directory.resolve("x.npy"), org.dl4jmot.cli.data.NpyFile.toBytes(array));
    Call.of("convert", images, "-o", output, "--mode", "int8", "--calibration", data).succeeded();
    return Files.readAllBytes(output);
  }

  @Test
  void saysEverythingThatIsWrongAtOnce() {
    Call.of(
            "convert",
            "no.zip",
            "-o",
            "/no/such/x.tflite",
            "--mode",
            "int9",
            "--io",
            "int7",
            "--scale",
            "1..0",
            "--samples",
            "none",
            "--min-agreement",
            2,
            "--frobnicate",
            "--calibration",
            "nowhere",
            "--input-shape",
            "6x6")
        .refused(
            2,
            "mot convert: ",
            "no file no.zip",
            "no directory /no/such",
            "--mode is one of float32, float16, dynamic, int8, 16x8",
            "'int9'",
            "--io is one of",
            "--scale is a range low..high",
            "--samples is a whole number of at least 1",
            "--min-agreement is a number from 0.0 to 1.0",
            "unknown option '--frobnicate'",
            "no file or folder nowhere",
            "--input-shape is one to four sizes",
            "mot convert --help");
  }

  @Test
  void refusesOptionsThatTheModeDoesNotHave() {
    Call.of("convert", images, "-o", output, "--io", "int8", "--keep-float", "conv")
        .refused(
            2, "--io is for --mode int8 and 16x8, not float32", "--keep-float is for --mode int8");
  }

  @Test
  void asksForCalibrationDataWhereNoRangesWereTrained() {
    Call.of("convert", images, "-o", output, "--mode", "int8").refused(2, "calibration");
  }

  @Test
  void refusesWhatIsNoModel() {
    Path text = Data.write(directory.resolve("notes.txt"), new byte[] {'h', 'i'});
    Call.of("convert", text, "-o", output).refused(2, "neither a Deeplearning4j zip");
    Path zip = Data.write(directory.resolve("empty.zip"), new byte[] {'P', 'K', 3, 4, 0});
    Call.of("convert", zip, "-o", output).refused(2, "empty.zip");
    byte[] h5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n', 0, 0};
    Call.of("convert", Data.write(directory.resolve("bad.h5"), h5), "-o", output)
        .refused(2, "HDF5 cannot open it");
  }

  @Test
  void leavesAnExistingFileAndNothingElseBehindAfterAFailure() throws IOException {
    Path existing = Data.write(directory.resolve("kept.tflite"), new byte[] {1, 2, 3});
    Path noise = Data.array(directory.resolve("noise.npy"), 4, 3, 6, 6);
    Call.of(
            "convert",
            images,
            "-o",
            existing,
            "--mode",
            "int8",
            "--calibration",
            noise,
            "--keep-float",
            "no-such-layer")
        .refused(2, "no-such-layer");
    assertArrayEquals(new byte[] {1, 2, 3}, Files.readAllBytes(existing));
    try (Stream<Path> left = Files.list(directory)) {
      assertFalse(left.anyMatch(path -> path.toString().endsWith(".part")));
    }
  }

  @Test
  void writesSixteenByEightAndPresets() throws IOException {
    Path data = Data.array(directory.resolve("v.npy"), 20, 4);
    Call.of(
            "convert",
            vectors,
            "-o",
            output,
            "--mode",
            "16x8",
            "--calibration",
            data,
            "--io",
            "int16")
        .succeeded();
    assertEquals(DataType.INT16, inputType());
    assertEquals("dynamic", scheme("--mode", "optimize-for-size", "--min-elements", "8"));
    assertEquals("int8", scheme("--mode", "default", "--calibration", data.toString()));
  }

  private static String scheme(String... form) {
    Object[] call =
        Stream.concat(
                Stream.of("convert", vectors, "-o", output, "--json"), Stream.of((Object[]) form))
            .toArray();
    JsonObject json = Call.of(call).succeeded().json();
    return json.getAsJsonObject("report").get("scheme").getAsString();
  }

  @Test
  void foldsTheScalingOfPixelsIntoTheFile() throws IOException {
    Path photos = Data.images(directory.resolve("pixels"), List.of("cat", "dog", "fox"), 4);
    Call.of(
            "convert",
            images,
            "-o",
            output,
            "--mode",
            "int8",
            "--calibration",
            photos,
            "--scale",
            "0..1",
            "--raw-input",
            "--io",
            "uint8")
        .succeeded();
    assertEquals(DataType.UINT8, inputType());
    var input = TfliteReader.read(output).graph().inputTensors().get(0).requireQuantization();
    // Bytes are pixels.
    assertEquals(1, input.scale(0), 1e-6);
    assertEquals(0, input.zeroPoint());
  }

  private static DataType inputType() throws IOException {
    return TfliteReader.read(output).graph().inputTensors().get(0).type();
  }

  @Test
  void writesTheNamesOfTheClassesIntoTheFile() throws IOException {
    Call.of("convert", vectors, "-o", output, "--file-labels", "cat,dog,fox").succeeded();
    // LiteRT's metadata holds associated files as a zip behind the model.
    String bytes = Files.readString(output, java.nio.charset.StandardCharsets.ISO_8859_1);
    assertTrue(bytes.contains("cat\ndog\nfox"), "the labels' file");
    Call.of("convert", vectors, "-o", output, "--file-labels", "cat,dog").refused(2, "2", "3");
  }

  @Test
  void writesTheFileAsCSource() throws IOException {
    Path file = directory.resolve("My model.tflite");
    JsonObject micro =
        Call.of("convert", vectors, "-o", file, "--c-array", "--json")
            .succeeded()
            .json()
            .getAsJsonObject("micro");
    assertTrue(micro.get("arena_bytes").getAsLong() > 0);
    String source = Files.readString(directory.resolve("my_model.c"));
    assertTrue(source.contains("my_model[" + Files.size(file) + "]"), source.substring(0, 200));
    assertTrue(Files.exists(directory.resolve("my_model.h")));
    Call.of("convert", vectors, "-o", file, "--c-array", "--mode", "float16")
        .refused(2, "TensorFlow Lite Micro does not run float16");
  }
}
