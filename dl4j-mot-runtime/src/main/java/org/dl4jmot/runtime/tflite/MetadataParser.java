package org.dl4jmot.runtime.tflite;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.tensorflow.lite.schema.Metadata;
import org.tensorflow.lite.schema.Model;

/** Reads what a file says about itself. */
final class MetadataParser {
  private MetadataParser() {}

  static FileMetadata metadata(Model model) {
    String description = model.description();
    Map<String, String> entries = texts(model);
    entries.remove(FileMetadata.MIN_RUNTIME_VERSION);
    return new FileMetadata(description == null ? "" : description, entries);
  }

  /** The version string, which Google's converter pads with zero bytes; empty if absent. */
  static String minRuntimeVersion(Model model) {
    for (int i = 0; i < model.metadataLength(); i++) {
      if (FileMetadata.MIN_RUNTIME_VERSION.equals(model.metadata(i).name())) {
        String padded =
            StandardCharsets.ISO_8859_1.decode(content(model, model.metadata(i))).toString();
        int end = padded.indexOf('\0');
        return end < 0 ? padded : padded.substring(0, end);
      }
    }
    return "";
  }

  private static Map<String, String> texts(Model model) {
    Map<String, String> entries = new TreeMap<>();
    for (int i = 0; i < model.metadataLength(); i++) {
      Metadata metadata = model.metadata(i);
      if (metadata.name() != null && !metadata.name().isBlank()) {
        text(content(model, metadata)).ifPresent(text -> entries.put(metadata.name(), text));
      }
    }
    return entries;
  }

  private static ByteBuffer content(Model model, Metadata metadata) {
    if (metadata.buffer() >= model.buffersLength()) {
      throw new TfliteFormatException(
          "metadata '" + metadata.name() + "' has no buffer " + metadata.buffer());
    }
    ByteBuffer bytes = model.buffers((int) metadata.buffer()).dataAsByteBuffer();
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
