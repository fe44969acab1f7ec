package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.dl4jmot.cli.data.NpyArray;
import org.dl4jmot.cli.data.NpyFile;
import org.dl4jmot.cli.data.NpyType;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunTest {
  @TempDir private Path directory;

  @ParameterizedTest
  @ValueSource(strings = {"java", "litert"})
  void givesTheBytesThatGooglesToolsGave(String engine) throws IOException {
    Path answers = directory.resolve("answers.npy");
    Call.of(
            "run",
            GoldenFiles.path("B-int8.tflite"),
            "--input",
            GoldenFiles.path("images.npy"),
            "-o",
            answers,
            "--raw",
            "--engine",
            engine)
        .succeeded();
    NpyArray expected = NpyFile.read(GoldenFiles.path("B-int8.out.npy"));
    NpyArray actual = NpyFile.read(answers);
    assertEquals(NpyType.INT8, actual.type());
    assertArrayEquals(expected.shape(), actual.shape());
    assertArrayEquals(expected.stored(0, expected.elements()), actual.stored(0, actual.elements()));
  }

  @Test
  void takesElementsOfTheInputsTypeAsTheyAre() throws IOException {
    Path file = convert("--io", "int8", "--mode", "int8");
    Path elements = bytes(new byte[] {0, 50, -128, 127}, 1, 4);
    Path fromElements = directory.resolve("a.npy");
    JsonObject json =
        Call.of("run", file, "--input", elements, "-o", fromElements, "--json").succeeded().json();
    assertEquals(1, json.get("samples").getAsInt());
    float[] answers = NpyFile.read(fromElements).reals(0, Networks.CLASSES);
    float sum = answers[0] + answers[1] + answers[2];
    assertEquals(1, sum, 3.0 / 256, "probabilities, each within half a step of 1/256");
  }

  @Test
  void refusesArraysThatDoNotSuitTheFile() {
    Path file = convert();
    Path wrong = Data.array(directory.resolve("wrong.npy"), 5, 7);
    Path out = directory.resolve("o.npy");
    Call.of("run", file, "--input", wrong, "-o", out)
        .refused(2, "wrong.npy has shape [5, 7]", "takes [n, 4], n samples");
    Call.of("run", file, "--input", wrong, "--input", wrong, "-o", out)
        .refused(2, "has 1 inputs", "give as many --input, in this order, not 2");
    Path damaged = Data.write(directory.resolve("bad.npy"), new byte[] {1, 2, 3});
    Call.of("run", file, "--input", damaged, "-o", out).refused(2, "bad.npy is no .npy array");
    Call.of("run", wrong, "--input", wrong, "-o", out).refused(2, "wrong.npy");
    Call.of("run", wrong, "--input", wrong, "-o", out, "--engine", "litert")
        .refused(2, "wrong.npy in LiteRT");
    Call.of("run", "--engine", "tpu")
        .refused(
            2,
            "FILE is missing",
            "--input is missing",
            "--output is missing",
            "--engine is one of java, litert, xnnpack");
    assertTrue(Files.notExists(out));
  }

  @Test
  void readsEveryElementTypeInEitherByteOrder() throws IOException {
    Path file = convert();
    Path floats = array("<f4", "\\0\\0\\200\\077\\0\\0\\0\\100\\0\\0\\100\\100\\0\\0\\200\\100", 4);
    byte[] expected = answer(file, floats);
    // 1, 2, 3, 4 again, in other clothes.
    assertArrayEquals(
        expected,
        answer(
            file,
            array(">f4", "\\077\\200\\0\\0\\100\\0\\0\\0\\100\\100\\0\\0\\100\\200\\0\\0", 4)));
    assertArrayEquals(expected, answer(file, array("<f2", "\\0\\074\\0\\100\\0\\102\\0\\104", 4)));
    assertArrayEquals(expected, answer(file, array("|i1", "\\1\\2\\3\\4", 4)));
    assertArrayEquals(expected, answer(file, array("|u1", "\\1\\2\\3\\4", 4)));
    assertArrayEquals(expected, answer(file, array(">i2", "\\0\\1\\0\\2\\0\\3\\0\\4", 4)));
    assertArrayEquals(
        expected,
        answer(file, array("<i4", "\\1\\0\\0\\0\\2\\0\\0\\0\\3\\0\\0\\0\\4\\0\\0\\0", 4)));
  }

  private byte[] answer(Path file, Path array) throws IOException {
    Path out = directory.resolve("answer.npy");
    Call.of("run", file, "--input", array, "-o", out).succeeded();
    return Files.readAllBytes(out);
  }

  /** An array of one axis whose bytes are given as backslashes and octal numbers. */
  private Path array(String type, String octal, int size) {
    String[] numbers = octal.substring(1).split("\\\\", -1);
    String header =
        "{'descr': '" + type + "', 'fortran_order': False, 'shape': (" + size + ",), }\n";
    byte[] bytes = new byte[10 + header.length() + numbers.length];
    byte[] magic = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0};
    System.arraycopy(magic, 0, bytes, 0, magic.length);
    for (int i = 0; i < header.length(); i++) {
      bytes[10 + i] = (byte) header.charAt(i);
    }
    for (int i = 0; i < numbers.length; i++) {
      bytes[10 + header.length() + i] = (byte) Integer.parseInt(numbers[i], 8);
    }
    return Data.write(directory.resolve("typed.npy"), bytes);
  }

  private Path bytes(byte[] values, int... shape) {
    NpyArray array = new NpyArray(NpyType.INT8, shape, java.nio.ByteBuffer.wrap(values));
    return Data.write(directory.resolve("bytes.npy"), NpyFile.toBytes(array));
  }

  private Path convert(String... form) {
    Path file = directory.resolve("vectors.tflite");
    Path data = Data.array(directory.resolve("v.npy"), 20, 4);
    Object[] call =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "convert", Networks.vectors(directory), "-o", file, "--calibration", data),
                java.util.stream.Stream.of((Object[]) form))
            .toArray();
    Call.of(call).succeeded();
    return file;
  }
}
