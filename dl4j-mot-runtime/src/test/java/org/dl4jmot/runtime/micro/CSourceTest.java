package org.dl4jmot.runtime.micro;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CSourceTest {
  private static final byte[] FILE = GoldenFiles.bytes("B-int8.tflite");
  private static final Pattern ARRAY =
      Pattern.compile("b_int8\\[\\d+] = \\{(.*?)};", Pattern.DOTALL);

  private static CSource source(String name) {
    return MicroModel.of(ByteBuffer.wrap(FILE)).source(name);
  }

  @Test
  void theArrayHoldsTheFilesBytes() {
    Matcher array = ARRAY.matcher(source("b_int8").source());
    assertTrue(array.find());
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    for (String element : array.group(1).trim().split(",\\s*", 0)) {
      bytes.write(Integer.decode(element));
    }
    assertArrayEquals(FILE, bytes.toByteArray());
  }

  @Test
  void aLineHoldsTwelveBytesAndNoTrailingBlank() {
    List<String> lines = source("b_int8").source().lines().toList();
    long full = lines.stream().filter(line -> line.matches("   ( 0x[0-9a-f]{2},){12}")).count();
    assertEquals(FILE.length / 12, full);
    assertFalse(lines.stream().anyMatch(line -> line.endsWith(" ")));
  }

  @Test
  void theHeaderSaysLengthAndArena() {
    CSource source = source("b_int8");
    long arena = MicroModel.of(ByteBuffer.wrap(FILE)).arena().bytes();
    assertTrue(source.header().contains("#ifndef B_INT8_H_\n#define B_INT8_H_\n"));
    assertTrue(source.header().contains("extern const unsigned char b_int8[" + FILE.length + "];"));
    assertTrue(source.header().contains("#define B_INT8_ARENA_BYTES " + arena + "\n"));
    assertTrue(source.source().endsWith("const unsigned int b_int8_len = " + FILE.length + ";\n"));
  }

  @Test
  void theArrayIsAlignedInEveryLanguage() {
    String text = source("b_int8").source();
    assertTrue(text.contains("\nB_INT8_ALIGNED const unsigned char b_int8["));
    assertTrue(text.contains("alignas(16)"));
    assertTrue(text.contains("_Alignas(16)"));
    assertTrue(text.contains("__attribute__((aligned(16)))"));
  }

  @Test
  void theResolverRegistersTheFilesOperatorsAndNoOthers() {
    String text = source("b_int8").operators();
    Set<String> calls =
        Pattern.compile("resolver\\.(Add\\w+)\\(\\)")
            .matcher(text)
            .results()
            .map(match -> match.group(1))
            .collect(Collectors.toSet());
    assertEquals(
        Set.of("AddConv2D", "AddDepthwiseConv2D", "AddFullyConnected", "AddMean", "AddSoftmax"),
        calls);
    assertTrue(text.contains("MicroMutableOpResolver<5>"));
  }

  @Test
  void equalFilesGiveEqualText() {
    assertEquals(source("b_int8").files(), source("b_int8").files());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "2fast", "fashion-model", "Model", "_x", "int", "class", "ümlaut"})
  void refusesWhatIsNoNameInC(String name) {
    String message = assertThrows(IllegalArgumentException.class, () -> source(name)).getMessage();
    assertTrue(message.contains("'" + name + "'"), message);
  }

  @Test
  void refusesNamesThatCompilersCut() {
    assertThrows(IllegalArgumentException.class, () -> source("a".repeat(32)));
    assertEquals(3, source("a".repeat(31)).files().size());
  }

  @ParameterizedTest
  @CsvSource({
    "Fashion-MNIST v2,fashion_mnist_v2",
    "2fast,model_2fast",
    "float,model_float",
    "a very long name of a network and more,a_very_long_name_of_a_network_a",
    "__,model",
    "ü,model"
  })
  void findsANameForAnyFile(String text, String name) {
    assertEquals(name, CSource.nameOf(text));
    assertEquals(3, source(CSource.nameOf(text)).files().size());
  }

  @Test
  void writesThreeFilesOverOlderOnesAndNothingElse(@TempDir Path directory) throws IOException {
    Files.writeString(directory.resolve("b_int8.c"), "old");
    source("b_int8").writeTo(directory);
    assertEquals(source("b_int8").source(), Files.readString(directory.resolve("b_int8.c")));
    try (var files = Files.list(directory)) {
      assertEquals(
          Set.of("b_int8.h", "b_int8.c", "b_int8_ops.h"),
          files.map(file -> file.getFileName().toString()).collect(Collectors.toSet()));
    }
  }

  @Test
  void namesADirectoryThatDoesNotExist(@TempDir Path directory) {
    Path missing = directory.resolve("missing");
    String message =
        assertThrows(IllegalArgumentException.class, () -> source("b_int8").writeTo(missing))
            .getMessage();
    assertTrue(message.contains(missing.toString()), message);
  }
}
