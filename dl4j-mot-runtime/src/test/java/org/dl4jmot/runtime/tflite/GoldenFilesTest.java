package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;

/** Reads every file that Google's converter made of two networks, and writes it back. */
class GoldenFilesTest {
  static final List<String> MODELS = GoldenFiles.MODELS;

  private static final Map<String, Integer> OPERATORS_OF_A =
      Map.of("CONV_2D", 2, "MAX_POOL_2D", 2, "RESHAPE", 1, "FULLY_CONNECTED", 2, "SOFTMAX", 1);

  private static final Map<String, Integer> OPERATORS_OF_B =
      Map.of("CONV_2D", 5, "DEPTHWISE_CONV_2D", 4, "MEAN", 1, "FULLY_CONNECTED", 1, "SOFTMAX", 1);

  @ParameterizedTest
  @FieldSource("MODELS")
  void listsTheOperatorsOfTheNetwork(String name) throws IOException {
    Map<String, Integer> counts = new TreeMap<>();
    Graph graph = TfliteReader.read(ByteBuffer.wrap(GoldenFiles.bytes(name))).graph();
    graph.nodes().forEach(node -> counts.merge(node.op().type(), 1, Integer::sum));
    // The float borders of 16x8 files and the weights of float16 files.
    counts.remove("QUANTIZE");
    counts.remove("DEQUANTIZE");
    assertEquals(name.startsWith("A") ? OPERATORS_OF_A : OPERATORS_OF_B, counts);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void isWrittenBackInNoMoreBytes(String name) throws IOException {
    byte[] theirs = GoldenFiles.bytes(name);
    byte[] ours = rewritten(theirs);
    assertTrue(gzip(ours) <= gzip(theirs), gzip(ours) + " > " + gzip(theirs));
    assertTrue(ours.length <= theirs.length, ours.length + " > " + theirs.length);
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void computesTheSameWhenWrittenBack(String name) throws IOException {
    byte[] theirs = GoldenFiles.bytes(name);
    assertArrayEquals(outputs(theirs), outputs(rewritten(theirs)));
  }

  @ParameterizedTest
  @FieldSource("MODELS")
  void xnnpackRunsAsManyOperatorsWhenWrittenBack(String name) throws IOException {
    byte[] theirs = GoldenFiles.bytes(name);
    try (LiteRtModel expected = LiteRtModel.open(theirs, LiteRtOptions.xnnpack());
        LiteRtModel actual = LiteRtModel.open(rewritten(theirs), LiteRtOptions.xnnpack())) {
      assertEquals(expected.delegatedNodes(), actual.delegatedNodes());
    }
  }

  private static byte[] rewritten(byte[] file) {
    TfliteModel model = TfliteReader.read(ByteBuffer.wrap(file));
    ByteBuffer bytes = TfliteWriter.toBytes(model.graph(), model.metadata());
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static byte[] outputs(byte[] file) {
    try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
      LiteRtTensor input = model.inputs().get(0);
      byte[] values = new byte[input.bytes()];
      for (int i = 0; i < values.length; i++) {
        // Every fourth byte is a float's exponent: 0x3e makes the pixel a value below 1.
        values[i] = (byte) (input.bytes() == 784 || i % 4 < 3 ? i * 37 : 0x3e);
      }
      model.setInput(input, values);
      model.invoke();
      return model.readBytes(model.outputs().get(0));
    }
  }

  private static int gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip =
        new GZIPOutputStream(out) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      gzip.write(bytes);
    }
    return out.size();
  }
}
