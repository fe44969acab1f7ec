package org.dl4jmot.runtime.tflite;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What a file tells applications about an input or output.
 *
 * @param name its name
 * @param content what its values are
 * @param normalization what the application does to raw values before it feeds them; empty to say
 *     nothing
 * @param range values it takes; empty to say nothing
 * @param labels a name for each index of the last axis; stored as a text file behind the
 *     flatbuffer, empty for none
 */
public record PortCard(
    String name,
    Content content,
    Optional<Normalization> normalization,
    Optional<Range> range,
    List<String> labels) {

  /** What values are. */
  public enum Content {
    /** Numbers of any meaning. */
    FEATURE,
    /** Pixels of red, green and blue. */
    RGB_IMAGE,
    /** Pixels of one channel. */
    GRAYSCALE_IMAGE
  }

  /**
   * {@code (x - mean) / std}.
   *
   * @param mean one for all values, or one per channel
   * @param std as many
   */
  public record Normalization(List<Float> mean, List<Float> std) {
    /**
     * Copies the lists.
     *
     * @throws IllegalArgumentException if they are empty or differ in length
     */
    public Normalization {
      mean = List.copyOf(mean);
      std = List.copyOf(std);
      if (mean.isEmpty() || mean.size() != std.size()) {
        throw new IllegalArgumentException(
            mean.size() + " means for " + std.size() + " standard deviations");
      }
    }
  }

  /**
   * Values there are.
   *
   * @param min least
   * @param max greatest
   */
  public record Range(float min, float max) {}

  /**
   * Copies the list and checks that nothing is missing.
   *
   * @throws IllegalArgumentException listing every label that is empty or longer than a line
   */
  public PortCard {
    Objects.requireNonNull(name, "name");
    Objects.requireNonNull(content, "content");
    Objects.requireNonNull(normalization, "normalization");
    Objects.requireNonNull(range, "range");
    labels = List.copyOf(labels);
    List<String> bad =
        labels.stream()
            .filter(label -> label.isBlank() || label.matches("(?s).*[\r\n].*"))
            .toList();
    if (!bad.isEmpty()) {
      throw new IllegalArgumentException(
          "a label is a line of text, neither empty nor with line ends: " + bad);
    }
  }

  /** A card that tells the name alone. */
  public static PortCard of(String name) {
    return new PortCard(name, Content.FEATURE, Optional.empty(), Optional.empty(), List.of());
  }

  /** This card with another kind of content. */
  public PortCard with(Content newContent) {
    return new PortCard(name, newContent, normalization, range, labels);
  }

  /** This card with a normalization for the application to do. */
  public PortCard with(Normalization newNormalization) {
    return new PortCard(name, content, Optional.of(newNormalization), range, labels);
  }

  /** This card with a range of values. */
  public PortCard with(Range newRange) {
    return new PortCard(name, content, normalization, Optional.of(newRange), labels);
  }

  /** This card with labels. */
  public PortCard withLabels(List<String> newLabels) {
    return new PortCard(name, content, normalization, range, newLabels);
  }
}
