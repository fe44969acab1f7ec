package org.dl4jmot.examples.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.export.ExportPlan;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.quantization.calibrate.CalibrationData;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

class PlanningTest {
  private static final int IMAGES = 4;
  private final MultiLayerNetwork network = Planning.classifier();
  private final CalibrationData none = CalibrationData.of(List.<INDArray>of());

  @Test
  void theDocumentShowsTheCodeAndThePlans() throws IOException {
    String shown = withoutSize(Files.readString(Path.of("../docs/plan.md")));
    String first = Planning.first(network, none).toText();
    assertTrue(
        shown.contains("```\n" + withoutSize(first) + "```"),
        () -> "docs/plan.md shows another first plan than\n" + first);
    String second = Planning.second(network, none).toText();
    String delegates = second.substring(second.indexOf("Stays float"));
    assertTrue(
        shown.contains("```\n" + delegates + "```"),
        () -> "docs/plan.md shows another second plan than\n" + delegates);
    List<String> source =
        Files.readAllLines(Path.of("src/main/java/org/dl4jmot/examples/plan/Planning.java"));
    assertTrue(packed(shown).contains(packed(code(source, "// first plan"))));
    assertTrue(packed(shown).contains(packed(code(source, "// second plan"))));
  }

  /** The size depends on the length of this build's version. */
  private static String withoutSize(String text) {
    return text.replaceAll("int8: [0-9,]+ bytes", "int8: bytes");
  }

  private static String code(List<String> source, String start) {
    List<String> lines =
        source.stream()
            .map(String::strip)
            .dropWhile(line -> !line.equals(start))
            .skip(1)
            .takeWhile(line -> !line.equals("// end"))
            .toList();
    return String.join("", lines);
  }

  private static String packed(String text) {
    return text.replaceAll("\\s+", "");
  }

  @Test
  void xnnpackRunsTheSecondFileInOnePiece() {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    assertPieces(2, Planning.first(network, none), calibrated());
    assertPieces(1, Planning.second(network, none), calibrated().withFloatOperations("SOFTMAX"));
  }

  private static FullInteger calibrated() {
    INDArray images = Nd4j.linspace(DataType.FLOAT, 0, 1e-3, IMAGES * 784L);
    return FullInteger.calibratedBy(List.of(images.reshape(IMAGES, 1, 28, 28)));
  }

  private void assertPieces(int pieces, ExportPlan plan, FullInteger stage) {
    assertEquals(pieces, plan.delegates().get(0).partitions(), plan::toText);
    EdgeFile file = EdgeExporter.of(network).quantize(stage).verifySamples(1).export();
    try (LiteRtModel model = LiteRtModel.open(file.bytes(), LiteRtOptions.xnnpack())) {
      assertEquals(pieces, model.delegation().partitions());
    }
  }
}
