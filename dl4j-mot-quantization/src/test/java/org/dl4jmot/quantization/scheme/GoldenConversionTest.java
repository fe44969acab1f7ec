package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.plan.PolicyTable;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.quantization.testing.Models;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our conversions of the golden float networks beside Google's conversions of the same. */
class GoldenConversionTest {

  @ParameterizedTest
  @CsvSource({
    "A, int8", "A, int8-per-tensor", "A, dynamic", "A, float16",
    "B, int8", "B, int8-per-tensor", "B, dynamic", "B, float16"
  })
  void convertsAsGoogleDoesInNoMoreBytes(String name, String form) throws IOException {
    GoldenNetwork network = new GoldenNetwork(name);
    Graph theirs = network.graph(form);
    byte[] theirFile = Files.readAllBytes(network.file(form));
    Graph ours = convert(network, stage(form));
    // Without the provenance an export adds: Google's tensor names stand in for it here.
    byte[] ourFile = Models.file(ours);

    assertEquals(sorted(types(theirs)), sorted(types(ours)));
    assertEquals(theirs.tensors().size(), ours.tensors().size(), "tensors");
    assertSameWeights(theirs, ours);
    assertTrue(ourFile.length <= theirFile.length, "bytes");
    assertTrue(gzip(ourFile) <= gzip(theirFile), "gzip bytes");
  }

  @ParameterizedTest
  @CsvSource({
    "A, int8", "A, int8-per-tensor", "A, dynamic", "A, float16",
    "B, int8", "B, int8-per-tensor", "B, dynamic", "B, float16"
  })
  void liteRtAndInterpreterRunIt(String name, String form) {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    GoldenNetwork network = new GoldenNetwork(name);
    Graph graph = convert(network, stage(form));
    Interpreter interpreter = new Interpreter(graph);
    try (LiteRtModel model = LiteRtModel.open(Models.file(graph))) {
      for (float[] image : GoldenNetwork.images()) {
        interpreter.input(0).setReal(image);
        interpreter.run();
        model.setInput(model.inputs().get(0), interpreter.input(0).toBytes());
        model.invoke();
        if (form.startsWith("int8")) {
          assertArrayEquals(
              model.readBytes(model.outputs().get(0)), interpreter.output(0).toBytes());
        } else {
          // Probabilities: sums of at most 1568 products, rounded in another order.
          assertArrayEquals(
              model.readFloats(model.outputs().get(0)),
              interpreter.output(0).toFloats(),
              form.equals("dynamic") ? 2e-2f : 1e-5f);
        }
      }
    }
  }

  private static ExportStage stage(String form) {
    return switch (form) {
      case "float16" -> Float16.standard();
      case "dynamic" -> DynamicRange.standard();
      case "int8" -> fullInteger(Granularity.PER_CHANNEL);
      default -> fullInteger(Granularity.PER_TENSOR);
    };
  }

  private static FullInteger fullInteger(Granularity granularity) {
    return FullInteger.calibratedBy(GoldenNetwork.batches())
        .withBorder(Border.INT8)
        .withConvolutionWeights(granularity)
        .withDenseWeights(granularity);
  }

  private static Graph convert(GoldenNetwork network, ExportStage stage) {
    return stage.apply(network.floatInput()).graph();
  }

  private static int gzip(byte[] file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out =
        new GZIPOutputStream(packed) {
          {
            def.setLevel(Deflater.BEST_COMPRESSION);
          }
        }) {
      out.write(file);
    }
    return packed.size();
  }

  // Google puts the DEQUANTIZE of float16 weights in front of everything, we in front of the
  // reader: the order differs, the operations do not.
  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().type()).toList();
  }

  private static List<String> sorted(List<String> types) {
    return types.stream().sorted().toList();
  }

  private static void assertSameWeights(Graph theirs, Graph ours) {
    List<Tensor> wanted = weights(theirs);
    List<Tensor> made = weights(ours);
    assertEquals(wanted.size(), made.size());
    for (int i = 0; i < wanted.size(); i++) {
      assertSameScales(wanted.get(i), made.get(i));
    }
  }

  private static List<Tensor> weights(Graph graph) {
    return graph.nodes().stream()
        .filter(node -> PolicyTable.of(node.op()).weights().isPresent())
        .map(node -> graph.inputsOf(node).get(1))
        .toList();
  }

  private static void assertSameScales(Tensor their, Tensor our) {
    assertEquals(their.type(), our.type(), their.name());
    if (their.quantization().isPresent()) {
      QuantizationParameters wanted = their.requireQuantization();
      QuantizationParameters made = our.requireQuantization();
      assertEquals(wanted.axis(), made.axis(), their.name());
      for (int channel = 0; channel < wanted.scales().length; channel++) {
        float scale = wanted.scale(channel);
        // One rounding of a float here or there.
        assertEquals(scale, made.scale(channel), 1.2e-7f * scale, their.name());
      }
    }
  }
}
