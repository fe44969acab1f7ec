package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.runtime.tflite.ModelCard;
import org.dl4jmot.runtime.tflite.PortCard;
import org.dl4jmot.runtime.tflite.TfliteReader;
import org.junit.jupiter.api.Test;
import org.nd4j.linalg.dataset.api.preprocessor.ImagePreProcessingScaler;

class ModelCardExportTest {
  private static final MultiLayerNetwork NETWORK = TrainedNetworks.convolutional();
  private static final List<String> LABELS = List.of("cat", "dog", "neither");

  private static Optional<ModelCard> card(EdgeExporter exporter) {
    return TfliteReader.read(exporter.export().bytes()).metadata().card();
  }

  private static String refusal(EdgeExporter exporter) {
    return assertThrows(IllegalArgumentException.class, exporter::export).getMessage();
  }

  @Test
  void aFileTellsNothingUnlessAsked() {
    assertEquals(Optional.empty(), card(EdgeExporter.of(NETWORK)));
  }

  @Test
  void labelsDescriptionAndAuthorStandInTheFile() {
    ModelCard card =
        card(EdgeExporter.of(NETWORK)
                .labels(LABELS)
                .description("Tells pets apart.")
                .author("somebody"))
            .orElseThrow();
    assertEquals("Tells pets apart.", card.description());
    assertEquals("somebody", card.author());
    assertEquals(List.of(PortCard.of("out").withLabels(LABELS)), card.outputs());
    assertEquals(List.of(PortCard.of("input")), card.inputs());
  }

  @Test
  void everyValueNeedsALabel() {
    String message = refusal(EdgeExporter.of(NETWORK).labels(List.of("cat", "dog")));
    assertTrue(message.contains("2 labels") && message.contains("'out' has 3"), message);
  }

  @Test
  void aNormalizationLeftToTheApplicationIsMeanAndDeviation() {
    EdgeExporter exporter =
        EdgeExporter.of(NETWORK)
            .normalizedByApplication(new ImagePreProcessingScaler(-1, 1))
            .inputContent(PortCard.Content.GRAYSCALE_IMAGE);
    PortCard input = card(exporter).orElseThrow().inputs().get(0);
    assertEquals(PortCard.Content.GRAYSCALE_IMAGE, input.content());
    assertEquals(127.5f, input.normalization().orElseThrow().mean().get(0), 1e-4f);
    assertEquals(127.5f, input.normalization().orElseThrow().std().get(0), 1e-4f);
  }

  @Test
  void aNormalizationInTheFileLeavesTheApplicationNothing() {
    ImagePreProcessingScaler scaler = new ImagePreProcessingScaler(0, 1);
    EdgeExporter exporter = EdgeExporter.of(NETWORK).normalizedBy(scaler).labels(LABELS);
    PortCard input = card(exporter).orElseThrow().inputs().get(0);
    assertEquals(
        Optional.of(new PortCard.Normalization(List.of(0f), List.of(1f))), input.normalization());
    assertEquals(Optional.of(new PortCard.Range(0, 255)), input.range());
    String message = refusal(exporter.normalizedByApplication(scaler));
    assertTrue(message.contains("inside of the file"), message);
  }
}
