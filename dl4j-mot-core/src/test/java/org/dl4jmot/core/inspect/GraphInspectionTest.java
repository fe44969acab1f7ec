package org.dl4jmot.core.inspect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.tflite.TfliteFormatException;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

class GraphInspectionTest {
  static final List<String> MODELS = GoldenFiles.MODELS;

  private static GraphInspection golden(String name) {
    return GraphInspection.of(ByteBuffer.wrap(GoldenFiles.bytes(name)));
  }

  @Test
  void listsOperatorsTensorsAndQuantization() {
    GraphInspection inspection = golden("A-int8.tflite");
    assertEquals(
        Map.of("CONV_2D", 2, "MAX_POOL_2D", 2, "RESHAPE", 1, "FULLY_CONNECTED", 2, "SOFTMAX", 1),
        inspection.operatorCounts());
    assertEquals("", inspection.unreadable());
    String text = inspection.toText();
    assertTrue(text.startsWith("224,440 bytes, gzip "), text);
    assertTrue(text.contains("scale 0.00390625, zero point -128"), text);
    assertTrue(text.contains("16 scales along axis 0"), text);
    assertTrue(text.contains("signature 'serving_default'"), text);
    assertTrue(text.contains("XNNPACK: 7 of 8 nodes in 1 piece"), text);
    assertTrue(text.contains("takes SOFTMAX only with float32"), text);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void jsonHoldsWhatTheFileHolds(String name) {
    GraphInspection inspection = golden(name);
    JsonObject json = JsonParser.parseString(inspection.toJson()).getAsJsonObject();
    assertEquals(GoldenFiles.bytes(name).length, json.get("bytes").getAsInt());
    JsonObject graph = json.getAsJsonArray("subgraphs").get(0).getAsJsonObject();
    long constants = 0;
    for (var tensor : graph.getAsJsonArray("tensors")) {
      constants += tensor.getAsJsonObject().get("constant_bytes").getAsLong();
    }
    // Google's converter shares no buffers in these files.
    assertEquals(json.get("constant_bytes").getAsLong(), constants);
    JsonArray inputs = graph.getAsJsonArray("inputs");
    assertEquals(1, inputs.size());
    JsonObject input =
        graph.getAsJsonArray("tensors").get(inputs.get(0).getAsInt()).getAsJsonObject();
    assertEquals("[-1,28,28,1]", input.get("shape_signature").toString());
  }

  @Test
  void aFileThatIsNoneIsNamedAsSuch(@TempDir Path directory) throws IOException {
    Path file = Files.writeString(directory.resolve("photo.tflite"), "no model at all");
    String message =
        assertThrows(TfliteFormatException.class, () -> GraphInspection.of(file)).getMessage();
    assertTrue(message.contains("photo.tflite: no .tflite file"), message);
  }
}
