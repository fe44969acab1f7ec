package org.dl4jmot.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanTest {
  @TempDir private Path directory;

  @Test
  void saysWhatAConversionThenDoes() throws IOException {
    Path model = Networks.vectors(directory);
    Path file = directory.resolve("x.tflite");
    JsonObject plan = Call.of("plan", model, "--mode", "float16", "--json").succeeded().json();
    Call.of("convert", model, "-o", file, "--mode", "float16").succeeded();
    assertEquals(Files.size(file), plan.get("bytes").getAsLong());
    String text =
        Call.of("plan", model, "--mode", "int8", "--keep-float", "hidden").succeeded().out();
    assertTrue(text.contains("hidden"), text);
    Call.of("plan", model, "--mode", "int8", "--keep-float", "nothing").refused(2, "nothing");
    Call.of("plan", "none.zip", "--mode", "int4").refused(2, "no file none.zip", "'int4'");
  }
}
