package org.dl4jmot.runtime.tflite;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.zip.ZipFile;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.testkit.GoldenFiles;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tensorflow.lite.support.metadata.MetadataExtractor;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;

/** What a file tells applications, read by TFLite's own code as well as by ours. */
class ModelCardTest {
  private static final List<String> LABELS =
      List.of(
          "T-shirt",
          "Hose",
          "Pullover",
          "Kleid",
          "Mantel",
          "Sandale",
          "Hemd",
          "Schuh",
          "Täschchen",
          "Stiefel");
  private static final ModelCard CARD =
      new ModelCard(
          "fashion",
          "Names the garment in a gray picture.",
          "somebody",
          "Apache-2.0",
          List.of(
              PortCard.of("image")
                  .with(PortCard.Content.GRAYSCALE_IMAGE)
                  .with(new PortCard.Normalization(List.of(127.5f), List.of(63.75f)))
                  .with(new PortCard.Range(0, 255))),
          List.of(PortCard.of("class").withLabels(LABELS)));

  private static byte[] file(ModelCard card) {
    Graph graph = TfliteReader.read(ByteBuffer.wrap(GoldenFiles.bytes("B-int8.tflite"))).graph();
    FileMetadata metadata = new FileMetadata("", Map.of("key", "value")).withCard(card);
    ByteBuffer bytes = TfliteWriter.toBytes(graph, metadata);
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    return copy;
  }

  private static FileMetadata read(byte[] file) {
    return TfliteReader.read(ByteBuffer.wrap(file)).metadata();
  }

  @Test
  void theReaderGivesBackWhatWasWritten() {
    assertEquals(Optional.of(CARD), read(file(CARD)).card());
    assertEquals(Map.of("key", "value"), read(file(CARD)).entries());
  }

  @Test
  void tensorFlowLitesExtractorReadsIt() throws IOException {
    MetadataExtractor extractor = new MetadataExtractor(ByteBuffer.wrap(file(CARD)));
    assertTrue(extractor.hasMetadata() && extractor.isMinimumParserVersionSatisfied());
    assertEquals("fashion", extractor.getModelMetadata().name());
    assertEquals("somebody", extractor.getModelMetadata().author());
    assertEquals("Apache-2.0", extractor.getModelMetadata().license());
    TensorMetadata input = extractor.getInputTensorMetadata(0);
    NormalizationOptions options = new NormalizationOptions();
    input.processUnits(0).options(options);
    assertEquals(127.5f, options.mean(0));
    assertEquals(63.75f, options.std(0));
    assertEquals(255, input.stats().max(0));
    String file = extractor.getOutputTensorMetadata(0).associatedFiles(0).name();
    try (var labels = extractor.getAssociatedFile(file)) {
      String text = new String(labels.readAllBytes(), StandardCharsets.UTF_8);
      assertEquals(LABELS, text.lines().toList());
    }
  }

  @Test
  void anyProgramForArchivesFindsTheLabels(@TempDir Path directory) throws IOException {
    Path path = Files.write(directory.resolve("fashion.tflite"), file(CARD));
    try (ZipFile zip = new ZipFile(path.toFile())) {
      assertEquals(1, zip.size());
      byte[] text = zip.getInputStream(zip.getEntry("labels.txt")).readAllBytes();
      assertEquals(LABELS, new String(text, StandardCharsets.UTF_8).lines().toList());
    }
  }

  @Test
  void liteRtRunsTheFileAsBefore() {
    Assumptions.assumeTrue(LiteRt.isAvailable(), "no LiteRT here");
    assertArrayEquals(output(GoldenFiles.bytes("B-int8.tflite")), output(file(CARD)));
  }

  private static byte[] output(byte[] file) {
    try (LiteRtModel model = LiteRtModel.open(file, LiteRtOptions.builtIn())) {
      byte[] image = new byte[28 * 28];
      new Random(9).nextBytes(image);
      model.setInput(model.inputs().get(0), image);
      model.invoke();
      return model.readBytes(model.outputs().get(0));
    }
  }

  @Test
  void theSameCardGivesTheSameBytes() {
    assertArrayEquals(file(CARD), file(CARD));
  }

  @Test
  void aCardWithoutLabelsAppendsNothing() {
    ModelCard plain = new ModelCard("name", "", "", "", List.of(), List.of(PortCard.of("out")));
    byte[] file = file(plain);
    assertEquals(Optional.of(plain), read(file).card());
    assertFalse(new String(file, StandardCharsets.ISO_8859_1).contains("labels.txt"));
  }

  @Test
  void labelsOfSeveralOutputsHaveFilesOfTheirOwn() {
    ModelCard two =
        new ModelCard(
            "",
            "",
            "",
            "",
            List.of(),
            List.of(
                PortCard.of("a").withLabels(List.of("x", "y")),
                PortCard.of("b").withLabels(List.of("z"))));
    assertEquals(Optional.of(two), read(file(two)).card());
  }

  @Test
  void aDamagedCardLeavesTheNetworkReadable() {
    byte[] file = file(CARD);
    int archive = new String(file, StandardCharsets.ISO_8859_1).indexOf("PK\3\4");
    Random random = new Random(3);
    int kept = 0;
    for (int round = 0; round < 500; round++) {
      byte[] damaged = file.clone();
      damaged[archive + random.nextInt(file.length - archive)] ^= (byte) (1 << random.nextInt(8));
      kept += read(damaged).card().equals(Optional.of(CARD)) ? 1 : 0;
    }
    assertTrue(kept > 0 && kept < 500, kept + " of 500 cards were as before");
  }

  @Test
  void aDamagedDescriptionIsNoDangerEither() {
    byte[] file = file(CARD);
    int card = new String(file, StandardCharsets.ISO_8859_1).indexOf("M001");
    Random random = new Random(4);
    int kept = 0;
    for (int round = 0; round < 2000; round++) {
      byte[] damaged = file.clone();
      damaged[card - 4 + random.nextInt(700)] ^= (byte) (1 << random.nextInt(8));
      try {
        kept += read(damaged).card().equals(Optional.of(CARD)) ? 1 : 0;
      } catch (TfliteFormatException e) {
        assertTrue(e.getMessage().length() > 10);
      }
    }
    assertTrue(kept > 0 && kept < 1900, kept + " of 2000 cards were as before");
  }

  @Test
  void labelsAreLines() {
    String message =
        assertThrows(
                IllegalArgumentException.class,
                () -> PortCard.of("out").withLabels(List.of("fine", "", "two\nlines")))
            .getMessage();
    assertTrue(message.contains("two\nlines"), message);
  }
}
