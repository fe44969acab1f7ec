package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.testing.GoldenNetwork;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whole exports of the golden networks beside Google's conversions, provenance included. */
class GoldenExportTest {

  @ParameterizedTest
  @CsvSource({
    "A, float", "A, float16", "A, dynamic", "A, int8", "A, int8-per-tensor",
    "B, float", "B, float16", "B, dynamic", "B, int8", "B, int8-per-tensor"
  })
  void exportHasGooglesOperationsInNoMoreBytes(String name, String form) throws IOException {
    GoldenNetwork network = new GoldenNetwork(name);
    byte[] theirs = Files.readAllBytes(network.file(form));
    EdgeFile ours = exporter(network, form).export();

    assertEquals(types(network.graph(form)), types(ours.graph()));
    assertAtMost(theirs.length, ours.report().bytes(), "bytes");
    assertAtMost(gzip(theirs), ours.report().gzipBytes(), "bytes after gzip");
  }

  private static void assertAtMost(long limit, long given, String what) {
    assertTrue(given <= limit, given + " " + what + ", Google " + limit);
  }

  private static EdgeExporter exporter(GoldenNetwork network, String form) {
    EdgeExporter exporter =
        EdgeExporter.of(network.trained(), InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC));
    return switch (form) {
      case "float" -> exporter;
      case "float16" -> exporter.quantize(Float16.standard());
      case "dynamic" -> exporter.quantize(DynamicRange.standard());
      case "int8" -> exporter.quantize(fullInteger(Granularity.PER_CHANNEL));
      default -> exporter.quantize(fullInteger(Granularity.PER_TENSOR));
    };
  }

  private static FullInteger fullInteger(Granularity granularity) {
    return FullInteger.calibratedBy(GoldenNetwork.batches())
        .withBorder(Border.INT8)
        .withConvolutionWeights(granularity)
        .withDenseWeights(granularity);
  }

  // Sorted: the DEQUANTIZE of a float16 weight may stand anywhere before its reader.
  private static List<String> types(Graph graph) {
    return graph.nodes().stream().map(node -> node.op().type()).sorted().toList();
  }

  private static int gzip(byte[] file) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new BestGzip(packed)) {
      out.write(file);
    }
    return packed.size();
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
