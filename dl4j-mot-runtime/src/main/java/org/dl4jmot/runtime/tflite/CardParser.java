package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tensorflow.lite.support.metadata.schema.AssociatedFileType;
import org.tensorflow.lite.support.metadata.schema.ColorSpaceType;
import org.tensorflow.lite.support.metadata.schema.ContentProperties;
import org.tensorflow.lite.support.metadata.schema.ImageProperties;
import org.tensorflow.lite.support.metadata.schema.ModelMetadata;
import org.tensorflow.lite.support.metadata.schema.NormalizationOptions;
import org.tensorflow.lite.support.metadata.schema.ProcessUnit;
import org.tensorflow.lite.support.metadata.schema.ProcessUnitOptions;
import org.tensorflow.lite.support.metadata.schema.SubGraphMetadata;
import org.tensorflow.lite.support.metadata.schema.TensorMetadata;

/**
 * Reads the flatbuffer of a {@link ModelCard}: what the card holds of TFLite's metadata. The
 * numbers are field positions in the schema of that metadata.
 */
final class CardParser {
  private final FlatBufferVerifier verifier;
  private final Map<String, String> files;

  private CardParser(ByteBuffer littleEndian, Map<String, String> files) {
    verifier = new FlatBufferVerifier(littleEndian);
    this.files = files;
  }

  /** The card in an entry of a file; empty if it is damaged, for a network runs without. */
  static Optional<ModelCard> card(ByteBuffer entry, ByteBuffer file) {
    ByteBuffer bytes = entry.slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      CardParser parser = new CardParser(bytes, AppendedFiles.texts(file));
      parser.verify();
      return Optional.of(parser.card(ModelMetadata.getRootAsModelMetadata(bytes)));
    } catch (TfliteFormatException | IllegalArgumentException | IndexOutOfBoundsException e) {
      return Optional.empty();
    }
  }

  private void verify() {
    int model = verifier.root();
    for (int slot : new int[] {0, 1, 4, 5}) {
      verifier.string(model, slot, "metadata text");
    }
    verifier.tables(model, 3, "subgraph metadata", this::subgraph);
  }

  private void subgraph(String what, int at) {
    verifier.tables(at, 2, "input metadata", this::port);
    verifier.tables(at, 3, "output metadata", this::port);
  }

  private void port(String what, int at) {
    verifier.string(at, 0, what + " name");
    verifier.child(
        at,
        3,
        what + " content",
        (name, content) -> verifier.child(content, 1, name, (n, c) -> {}));
    verifier.tables(at, 4, what + " process unit", this::unit);
    verifier.child(at, 5, what + " stats", this::vectors);
    verifier.tables(at, 6, what + " file", (name, file) -> verifier.string(file, 0, name));
  }

  private void unit(String what, int at) {
    if (verifier.octet(at, 0, what) == ProcessUnitOptions.NormalizationOptions) {
      verifier.child(at, 1, what, this::vectors);
    }
  }

  private void vectors(String what, int at) {
    verifier.numbers(at, 0, Float.BYTES, what);
    verifier.numbers(at, 1, Float.BYTES, what);
  }

  private ModelCard card(ModelMetadata stored) {
    List<PortCard> inputs = new ArrayList<>();
    List<PortCard> outputs = new ArrayList<>();
    if (stored.subgraphMetadataLength() > 0) {
      SubGraphMetadata subgraph = stored.subgraphMetadata(0);
      for (int i = 0; i < subgraph.inputTensorMetadataLength(); i++) {
        inputs.add(port(subgraph.inputTensorMetadata(i)));
      }
      for (int i = 0; i < subgraph.outputTensorMetadataLength(); i++) {
        outputs.add(port(subgraph.outputTensorMetadata(i)));
      }
    }
    return new ModelCard(
        text(stored.name()),
        text(stored.description()),
        text(stored.author()),
        text(stored.license()),
        inputs,
        outputs);
  }

  private PortCard port(TensorMetadata stored) {
    return new PortCard(
        text(stored.name()), content(stored), normalization(stored), range(stored), labels(stored));
  }

  private static PortCard.Content content(TensorMetadata stored) {
    var content = stored.content();
    if (content == null || content.contentPropertiesType() != ContentProperties.ImageProperties) {
      return PortCard.Content.FEATURE;
    }
    ImageProperties image = (ImageProperties) content.contentProperties(new ImageProperties());
    return image != null && image.colorSpace() == ColorSpaceType.GRAYSCALE
        ? PortCard.Content.GRAYSCALE_IMAGE
        : PortCard.Content.RGB_IMAGE;
  }

  private static Optional<PortCard.Normalization> normalization(TensorMetadata stored) {
    for (int i = 0; i < stored.processUnitsLength(); i++) {
      ProcessUnit unit = stored.processUnits(i);
      if (unit.optionsType() == ProcessUnitOptions.NormalizationOptions) {
        var options = (NormalizationOptions) unit.options(new NormalizationOptions());
        List<Float> mean = new ArrayList<>();
        List<Float> std = new ArrayList<>();
        for (int c = 0; c < options.meanLength(); c++) {
          mean.add(options.mean(c));
        }
        for (int c = 0; c < options.stdLength(); c++) {
          std.add(options.std(c));
        }
        return Optional.of(new PortCard.Normalization(mean, std));
      }
    }
    return Optional.empty();
  }

  private static Optional<PortCard.Range> range(TensorMetadata stored) {
    var stats = stored.stats();
    return stats != null && stats.minLength() == 1 && stats.maxLength() == 1
        ? Optional.of(new PortCard.Range(stats.min(0), stats.max(0)))
        : Optional.empty();
  }

  private List<String> labels(TensorMetadata stored) {
    for (int i = 0; i < stored.associatedFilesLength(); i++) {
      var file = stored.associatedFiles(i);
      if (file.type() == AssociatedFileType.TENSOR_AXIS_LABELS && file.name() != null) {
        return files.getOrDefault(file.name(), "").lines().toList();
      }
    }
    return List.of();
  }

  private static String text(String stored) {
    return stored == null ? "" : stored;
  }
}
