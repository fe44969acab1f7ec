package org.dl4jmot.runtime.tflite;

import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What a file says about itself besides the network: a description, and entries such as tool
 * version, recipe and hash of the parameters. Each entry is stored as a metadata buffer of its own
 * with the key as name and the value as UTF-8 text, so that every TFLite tool shows it.
 *
 * @param description one line about the network, possibly empty
 * @param entries key to value, sorted by key
 * @param card what it tells applications, in TFLite's own form; empty to tell them nothing
 */
public record FileMetadata(
    String description, Map<String, String> entries, Optional<ModelCard> card) {
  /** Name of the entry that TFLite itself defines; the writer computes it. */
  static final String MIN_RUNTIME_VERSION = "min_runtime_version";

  private static final FileMetadata EMPTY = new FileMetadata("", Map.of(), Optional.empty());

  /**
   * Copies the entries, sorted by key so that equal metadata gives equal files.
   *
   * @throws IllegalArgumentException for a blank key, an empty value, a value with control
   *     characters other than tab and line ends, or the key {@code min_runtime_version}
   */
  public FileMetadata {
    Objects.requireNonNull(description, "description");
    Objects.requireNonNull(card, "card");
    entries = Collections.unmodifiableMap(new TreeMap<>(entries));
    entries.forEach(FileMetadata::check);
  }

  /** Metadata without a card. */
  public FileMetadata(String description, Map<String, String> entries) {
    this(description, entries, Optional.empty());
  }

  /** This metadata with a card. */
  public FileMetadata withCard(ModelCard newCard) {
    return new FileMetadata(description, entries, Optional.of(newCard));
  }

  private static void check(String key, String value) {
    if (key.isBlank() || key.equals(MIN_RUNTIME_VERSION) || key.equals(CardAssembly.ENTRY)) {
      throw new IllegalArgumentException(
          "a metadata key must be neither blank nor '"
              + MIN_RUNTIME_VERSION
              + "' or '"
              + CardAssembly.ENTRY
              + "', which the writer fills: '"
              + key
              + "'");
    }
    if (!isText(value)) {
      throw new IllegalArgumentException(
          "metadata value of '" + key + "' must be text without control characters, not empty");
    }
  }

  /** Whether a string may be a value: what tells text from the binary entries of other tools. */
  static boolean isText(String value) {
    return !value.isEmpty()
        && value.chars().noneMatch(c -> c < ' ' && c != '\t' && c != '\n' && c != '\r');
  }

  /** No description and no entries. */
  public static FileMetadata none() {
    return EMPTY;
  }
}
