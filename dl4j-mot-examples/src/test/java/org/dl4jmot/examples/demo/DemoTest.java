package org.dl4jmot.examples.demo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoTest {
  private static final List<String> VARIANTS =
      List.of(
          "float",
          "float16",
          "dynamic",
          "int8",
          "qat-int8",
          "pruned80-float",
          "pruned80-int8",
          "pruned80-qat-int8");

  @TempDir Path directory;

  @Test
  void smallDemoShipsEightVariantsThatAgreeWithTheirNetworks() throws IOException {
    int exit =
        Demo.run(
            "--epochs",
            "1",
            "--train-images",
            "512",
            "--test-images",
            "200",
            "--output",
            directory.toString());

    assertEquals(0, exit);
    JsonArray results =
        JsonParser.parseString(Files.readString(directory.resolve("results.json")))
            .getAsJsonArray();
    List<String> names = new ArrayList<>();
    for (JsonElement element : results) {
      JsonObject result = element.getAsJsonObject();
      String name = result.get("name").getAsString();
      names.add(name);
      Path file = directory.resolve(name + ".tflite");
      assertEquals(Files.size(file), result.get("bytes").getAsLong());
      assertTrue(result.get("latency_litert_us").getAsDouble() > 0);
      double sparsity = result.get("sparsity").getAsDouble();
      // 80 % of 213,632 weights, rounded per kernel.
      assertEquals(name.startsWith("pruned80") ? 0.8 : 0, sparsity, 1e-3, name);
      if (name.endsWith("float")) {
        assertEquals(1, result.get("agreement").getAsDouble(), name);
      }
    }
    assertEquals(VARIANTS, names);
  }

  @Test
  void everyBadValueIsNamed() {
    assertRefused("--epochs must be in 1..1000: 0", "--epochs", "0");
    assertRefused("--train-images must be in 128..", "--train-images", "5");
    assertRefused("--test-images must be in 1..", "--test-images", "99999999");
    assertRefused("'x' is not a long", "--seed", "x");
    assertRefused("Unknown option: '--epoch=3'", "--epoch=3");
  }

  @Test
  void missingDataDirectoryIsNamed() {
    Path none = directory.resolve("none");

    Output output = run("--data", none.toString());

    assertEquals(1, output.exit());
    assertTrue(output.errors().contains("no such directory"), output.errors());
    assertTrue(output.errors().contains(none.toString()), output.errors());
  }

  private static void assertRefused(String message, String... args) {
    Output output = run(args);
    assertEquals(2, output.exit(), output.errors());
    assertTrue(output.errors().contains(message), output.errors());
  }

  private static Output run(String... args) {
    PrintStream before = System.err;
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      return new Output(Demo.run(args), bytes.toString(StandardCharsets.UTF_8));
    } finally {
      System.setErr(before);
    }
  }

  private record Output(int exit, String errors) {}
}
