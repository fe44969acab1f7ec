package org.dl4jmot.examples.keras;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.modelimport.keras.KerasModelImport;
import org.dl4jmot.core.export.EdgeExporter;
import org.dl4jmot.core.export.EdgeFile;
import org.dl4jmot.core.export.ExportReport;
import org.dl4jmot.core.export.ExportStage;
import org.dl4jmot.fashionmnist.FashionMnist;
import org.dl4jmot.fashionmnist.ImageLayout;
import org.dl4jmot.quantization.plan.Border;
import org.dl4jmot.quantization.scheme.DynamicRange;
import org.dl4jmot.quantization.scheme.Float16;
import org.dl4jmot.quantization.scheme.FullInteger;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two Keras networks, imported by Deeplearning4j, exported in every form: Google's operations, and
 * no more bytes than the file Google's converter (TensorFlow 2.21) makes of the same .h5, raw and
 * after gzip -9. The .h5 files and the sizes are those of the golden files.
 */
class KerasExportTest {
  private static final int CALIBRATION_IMAGES = 500;
  private static final int TEST_IMAGES = 200;
  private static final List<String> OPS_OF_A =
      List.of(
          "CONV_2D",
          "MAX_POOL_2D",
          "CONV_2D",
          "MAX_POOL_2D",
          "RESHAPE",
          "FULLY_CONNECTED",
          "FULLY_CONNECTED",
          "SOFTMAX");
  private static final List<String> OPS_OF_B = operationsOfB();

  // The import keeps no input type; behind a global pooling nothing else tells the image size.
  private static final InputType IMAGES = InputType.convolutional(28, 28, 1, CNN2DFormat.NHWC);

  @TempDir private static Path directory;

  private static List<String> operationsOfB() {
    List<String> ops = new ArrayList<>(List.of("CONV_2D"));
    Collections.nCopies(4, List.of("DEPTHWISE_CONV_2D", "CONV_2D")).forEach(ops::addAll);
    ops.addAll(List.of("MEAN", "FULLY_CONNECTED", "SOFTMAX"));
    return List.copyOf(ops);
  }

  /**
   * A form of a network, and what Google's converter makes of it.
   *
   * @param network name of the .h5 file
   * @param stage the form; empty for float32
   * @param ops operations in running order
   * @param bytes size of Google's file
   * @param gzipBytes its size after gzip, level 9
   */
  record Form(
      String network,
      String name,
      Optional<ExportStage> stage,
      List<String> ops,
      long bytes,
      long gzipBytes) {
    @Override
    public String toString() {
      return network + " " + name;
    }
  }

  static Stream<Form> forms() {
    return Stream.of(
        new Form("A", "float", Optional.empty(), OPS_OF_A, 865_040, 799_365),
        new Form("A", "float16", Optional.of(Float16.standard()), OPS_OF_A, 435_592, 396_973),
        new Form("A", "dynamic", Optional.of(DynamicRange.standard()), OPS_OF_A, 222_848, 209_608),
        new Form("A", "int8", Optional.of(fullInteger()), OPS_OF_A, 224_440, 208_952),
        new Form("A", "int8 per-tensor", Optional.of(perTensor()), OPS_OF_A, 220_080, 173_489),
        new Form("B", "float", Optional.empty(), OPS_OF_B, 148_784, 134_141),
        new Form("B", "float16", Optional.of(Float16.standard()), OPS_OF_B, 80_936, 68_743),
        new Form("B", "dynamic", Optional.of(DynamicRange.standard()), OPS_OF_B, 55_824, 45_762),
        new Form("B", "int8", Optional.of(fullInteger()), OPS_OF_B, 62_224, 44_448),
        new Form("B", "int8 per-tensor", Optional.of(perTensor()), OPS_OF_B, 45_296, 36_423));
  }

  private static FullInteger fullInteger() {
    return FullInteger.calibratedBy(
            FashionMnist.subset().train().first(CALIBRATION_IMAGES).inOrder(ImageLayout.NHWC, 100))
        .withBorder(Border.INT8);
  }

  private static FullInteger perTensor() {
    return fullInteger().withConvolutionWeights(Granularity.PER_TENSOR);
  }

  @ParameterizedTest
  @MethodSource("forms")
  void hasGooglesOperationsAndNoMoreBytes(Form form) throws Exception {
    EdgeExporter exporter =
        EdgeExporter.of(imported(form.network()), IMAGES)
            .verifySamples(TEST_IMAGES)
            .verifyOn(FashionMnist.subset().test().inOrder(ImageLayout.NHWC, TEST_IMAGES));
    EdgeFile file = form.stage().map(exporter::quantize).orElse(exporter).export();
    ExportReport report = file.report();
    List<String> ops = report.ops().stream().map(op -> op.op()).toList();
    assertAll(
        () -> assertEquals(form.ops(), ops),
        () ->
            assertTrue(
                report.bytes() <= form.bytes(),
                report.bytes() + " bytes, Google's file has " + form.bytes()),
        () ->
            assertTrue(
                report.gzipBytes() <= form.gzipBytes(),
                report.gzipBytes() + " bytes after gzip, Google's file has " + form.gzipBytes()),
        () -> assertTrue(report.verification().referencePresent()),
        () -> assertTrue(report.verification().agreement() >= 0.95, report::toText));
  }

  private static ComputationGraph imported(String network) throws Exception {
    Path file = directory.resolve(network + ".h5");
    if (Files.notExists(file)) {
      copy("/golden/" + network + ".h5", file);
    }
    return KerasModelImport.importKerasModelAndWeights(file.toString());
  }

  private static void copy(String resource, Path file) throws IOException {
    try (InputStream stream = KerasExportTest.class.getResourceAsStream(resource)) {
      Files.copy(stream, file, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
