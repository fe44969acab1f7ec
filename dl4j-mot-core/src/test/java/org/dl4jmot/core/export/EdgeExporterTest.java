package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertAll;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.verify.ReferenceModel;
import org.dl4jmot.core.verify.ReferenceRuntime;
import org.dl4jmot.core.verify.ReferenceRuntimes;
import org.dl4jmot.core.verify.Requirement;
import org.dl4jmot.core.verify.TensorComparison;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

class EdgeExporterTest {
  private static final byte[] OLD = {1, 2, 3};
  private static MultiLayerNetwork network;

  @TempDir private Path directory;

  @BeforeAll
  static void train() {
    network = TrainedNetworks.convolutional();
  }

  @Test
  void floatExportPassesInLiteRt() throws IOException {
    Path target = directory.resolve("model.tflite");
    ExportReport report = EdgeExporter.of(network).write(target);
    assertAll(
        () -> assertTrue(report.verification().referencePresent()),
        () -> assertEquals(1, report.verification().agreement()),
        () -> assertEquals("float", report.scheme()),
        () -> assertEquals(Files.size(target), report.bytes()),
        () -> assertTrue(report.gzipBytes() > 0 && report.gzipBytes() < report.bytes()));
  }

  @Test
  void stageIsToldTheTypeOfEachLayer() {
    AtomicReference<StageInput> seen = new AtomicReference<>();
    ExportStage stage =
        new ExportStage() {
          @Override
          public String name() {
            return "looking";
          }

          @Override
          public StageResult apply(StageInput input) {
            seen.set(input);
            return new StageResult(input.graph(), Map.of(), List.of(), List.of());
          }
        };
    EdgeExporter.of(network).quantize(stage).export();
    assertEquals(
        Map.of(
            "conv1", "ConvolutionLayer",
            "bn1", "BatchNormalization",
            "relu1", "ActivationLayer",
            "pool1", "SubsamplingLayer",
            "drop1", "DropoutLayer",
            "out", "OutputLayer"),
        seen.get().layerTypes());
  }

  @Test
  void reportSaysWhatEachLayerBecame() {
    ExportReport report = EdgeExporter.of(network).export().report();
    assertEquals(
        List.of("conv1", "bn1", "relu1", "pool1", "drop1", "out"),
        List.copyOf(report.layers().keySet()));
    assertAll(
        () -> assertEquals("CONV_2D", report.layers().get("conv1")),
        () -> assertEquals("folded into conv1", report.layers().get("bn1")),
        () -> assertEquals("folded into conv1", report.layers().get("relu1")),
        () -> assertEquals("MAX_POOL_2D", report.layers().get("pool1")),
        () -> assertEquals("removed: does nothing at inference", report.layers().get("drop1")),
        () -> assertTrue(report.layers().get("out").contains("FULLY_CONNECTED + SOFTMAX")));
  }

  @Test
  void toleranceBehindTruthValuesIsARoundingErrorAndTheJump() {
    MultiLayerNetwork thresholds =
        new MultiLayerNetwork(
            new NeuralNetConfiguration.Builder()
                .list(
                    new OutputLayer.Builder(LossFunction.MSE)
                        .nIn(3)
                        .nOut(4)
                        .activation(Activation.THRESHOLDEDRELU)
                        .build())
                .build());
    thresholds.init();

    ExportReport report = EdgeExporter.of(thresholds).export().report();

    // a choice may fall the other way where a value is within rounding of the threshold, 1
    for (TensorComparison tensor : report.verification().tensors()) {
      double jump = tensor.op().equals("SELECT_V2") ? 1 : 0;
      assertTrue(tensor.tolerance().orElseThrow() < jump + 1e-5, tensor::toString);
    }
  }

  @Test
  void sameNetworkGivesTheSameBytes() {
    assertEquals(
        EdgeExporter.of(network).export().bytes(), EdgeExporter.of(network).export().bytes());
  }

  @Test
  void jsonAndTextHoldTheFigures() {
    ExportReport report = EdgeExporter.of(network).export().report();
    JsonObject json = JsonParser.parseString(report.toJson()).getAsJsonObject();
    assertAll(
        () -> assertEquals(report.bytes(), json.get("bytes").getAsLong()),
        () -> assertEquals(report.ops().size(), json.getAsJsonArray("ops").size()),
        () -> assertTrue(json.getAsJsonObject("verification").get("passed").getAsBoolean()),
        () ->
            assertEquals(
                64,
                json.getAsJsonObject("provenance").get("parameters_sha256").getAsString().length()),
        () ->
            assertFalse(json.getAsJsonObject("provenance").get("tool").getAsString().contains("$")),
        () -> assertTrue(report.toText().contains("bn1: folded into conv1"), report.toText()));
  }

  @Test
  void reportSeparatesTheTimesOfTheStages() {
    assertEquals(
        List.of("freeze", "lower", "write", "quantize", "verify", "compress"),
        List.copyOf(EdgeExporter.of(network).export().report().seconds().keySet()));
  }

  @Test
  void fileTellsItsProvenance() {
    EdgeFile file = EdgeExporter.of(network).export();
    String told = TfliteReader.read(file.bytes()).metadata().entries().get("dl4j-mot");
    file.report()
        .provenance()
        .forEach((key, value) -> assertTrue(told.contains(key + "=" + value), told));
  }

  @Test
  void verifiesOnSuppliedArrays() {
    INDArray images = TrainedNetworks.images(Nd4j.getRandomFactory().getNewRandomInstance(3), 5);
    ExportReport report = EdgeExporter.of(network).verifyOn(images).export().report();
    assertEquals("5 samples: supplied", report.verification().samples());
  }

  @Test
  void wrongShapeOfSuppliedArraysIsNamed() {
    EdgeExporter exporter = EdgeExporter.of(network).verifyOn(Nd4j.zeros(5, 8, 8, 1));
    String message = assertThrows(IllegalArgumentException.class, exporter::export).getMessage();
    assertTrue(message.contains("[-1, 1, 8, 8]") && message.contains("[5, 8, 8, 1]"), message);
  }

  @Test
  void brokenRequirementLeavesTheExistingFile() throws IOException {
    Path target = Files.write(directory.resolve("model.tflite"), OLD);
    EdgeExporter exporter =
        EdgeExporter.of(network).require(report -> Optional.of("never good enough"));
    VerificationFailedException failure =
        assertThrows(VerificationFailedException.class, () -> exporter.write(target));
    assertTrue(failure.getMessage().contains("never good enough"), failure.getMessage());
    assertEquals(List.of("never good enough"), failure.report().verification().failures());
    assertEquals(ByteBuffer.wrap(OLD), ByteBuffer.wrap(Files.readAllBytes(target)));
    assertOnlyFile(target);
  }

  @Test
  void successReplacesTheExistingFileAndLeavesNoOther() throws IOException {
    Path target = Files.write(directory.resolve("model.tflite"), OLD);
    EdgeFile expected = EdgeExporter.of(network).export();
    EdgeExporter.of(network).write(target);
    assertEquals(expected.bytes(), ByteBuffer.wrap(Files.readAllBytes(target)));
    assertOnlyFile(target);
  }

  private void assertOnlyFile(Path target) throws IOException {
    try (Stream<Path> files = Files.list(directory)) {
      assertEquals(List.of(target), files.toList());
    }
  }

  @Test
  void unusableTargetFailsBeforeAnyWork() {
    ExportStage untouched =
        new ExportStage() {
          @Override
          public String name() {
            return "untouched";
          }

          @Override
          public StageResult apply(StageInput input) {
            throw new AssertionError("work began");
          }
        };
    EdgeExporter exporter = EdgeExporter.of(network).quantize(untouched);
    Path missing = directory.resolve("missing").resolve("model.tflite");
    String noParent =
        assertThrows(IllegalArgumentException.class, () -> exporter.write(missing)).getMessage();
    String isDirectory =
        assertThrows(IllegalArgumentException.class, () -> exporter.write(directory)).getMessage();
    assertTrue(noParent.contains("create it first"), noParent);
    assertTrue(isDirectory.contains("it is a directory"), isDirectory);
  }

  @Test
  void disagreeingReferenceFailsTheExportAndNamesTheOp() {
    EdgeExporter exporter = EdgeExporter.of(network).reference(Optional.of(new OffByOne()));
    VerificationFailedException failure =
        assertThrows(VerificationFailedException.class, exporter::export);
    assertTrue(failure.getMessage().contains("CONV_2D 'relu1/output'"), failure.getMessage());
  }

  @Test
  void overflowIsNamedAsSuchOnce() {
    MultiLayerNetwork overflowing = TrainedNetworks.overflowing();
    VerificationFailedException failure =
        assertThrows(VerificationFailedException.class, EdgeExporter.of(overflowing)::export);
    assertEquals(
        List.of(
            "the network computes NaN or infinity on these samples, first in FULLY_CONNECTED"
                + " 'second/output': check its parameters and the samples"),
        failure.report().verification().failures());
  }

  @Test
  void withoutReferenceTheReportSaysSo() {
    ExportReport report = EdgeExporter.of(network).reference(Optional.empty()).export().report();
    assertFalse(report.verification().referencePresent());
    assertEquals("none asked for", report.verification().reference());
  }

  @Test
  void requirementsRefuseImpossibleBounds() {
    assertThrows(IllegalArgumentException.class, () -> Requirement.agreement(1.5));
    assertThrows(IllegalArgumentException.class, () -> Requirement.outputSqnr(Double.NaN));
    assertThrows(IllegalArgumentException.class, () -> EdgeExporter.of(network).verifySamples(0));
  }

  @Test
  void keptRequirementsPass() {
    ExportReport report =
        EdgeExporter.of(network)
            .require(Requirement.agreement(1))
            .require(Requirement.outputSqnr(60))
            .export()
            .report();
    assertTrue(report.verification().passed());
  }

  /** LiteRT with one bit of each tensor turned over. */
  private static final class OffByOne implements ReferenceRuntime {
    private final ReferenceRuntime real = ReferenceRuntimes.find().orElseThrow();

    @Override
    public String description() {
      return "off by one";
    }

    @Override
    public ReferenceModel load(ByteBuffer file) {
      ReferenceModel model = real.load(file);
      return new ReferenceModel() {
        @Override
        public void run(List<ByteBuffer> inputs) {
          model.run(inputs);
        }

        @Override
        public ByteBuffer tensor(String name) {
          ByteBuffer bytes = model.tensor(name);
          // The highest mantissa bit of the first float.
          bytes.put(2, (byte) (bytes.get(2) ^ 0x40));
          return bytes;
        }

        @Override
        public void close() {
          model.close();
        }
      };
    }
  }
}
