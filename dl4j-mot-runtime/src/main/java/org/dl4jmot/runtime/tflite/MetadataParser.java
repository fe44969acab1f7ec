package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;

/** Reads what a file says about itself. */
final class MetadataParser {
  private final Model model;

  /** Bytes that may still be decoded: many entries may point to one large buffer. */
  private long budget;

  MetadataParser(Model model) {
    this.model = model;
    budget = model.getByteBuffer().limit();
  }

  FileMetadata metadata() {
    String description = model.description();
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      Metadata metadata = model.metadata(i);
      String name = metadata.name();
      if (name != null
          && !name.isBlank()
          && !name.equals(FileMetadata.MIN_RUNTIME_VERSION)
          && !name.equals(CardAssembly.ENTRY)) {
        text(content(metadata)).ifPresent(text -> entries.put(name, text));
      }
    }
    return new FileMetadata(description == null ? "" : description, entries, card());
  }

  private Optional<ModelCard> card() {
    for (int i = 0; i < model.metadataLength(); i++) {
      if (CardAssembly.ENTRY.equals(model.metadata(i).name())) {
        ByteBuffer file = model.getByteBuffer().duplicate().order(ByteOrder.LITTLE_ENDIAN);
        return CardParser.card(content(model.metadata(i)), file);
      }
    }
    return Optional.empty();
  }

  /** The version string, which Google's converter pads with zero bytes; empty if absent. */
  String minRuntimeVersion() {
    for (int i = 0; i < model.metadataLength(); i++) {
      if (FileMetadata.MIN_RUNTIME_VERSION.equals(model.metadata(i).name())) {
        String padded = StandardCharsets.ISO_8859_1.decode(content(model.metadata(i))).toString();
        int end = padded.indexOf('\0');
        return end < 0 ? padded : padded.substring(0, end);
      }
    }
    return "";
  }

  private ByteBuffer content(Metadata metadata) {
    if (metadata.buffer() >= model.buffersLength()) {
      throw new TfliteFormatException(
          "metadata '" + metadata.name() + "' has no buffer " + metadata.buffer());
    }
    ByteBuffer bytes = model.buffers((int) metadata.buffer()).dataAsByteBuffer();
    budget -= bytes == null ? 0 : bytes.remaining();
    if (budget < 0) {
      throw new TfliteFormatException("metadata entries share a buffer: more than the file holds");
    }
    return bytes == null ? ByteBuffer.allocate(0) : bytes;
  }

  private static Optional<String> text(ByteBuffer bytes) {
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(bytes).toString();
      return Optional.of(text).filter(FileMetadata::isText);
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
