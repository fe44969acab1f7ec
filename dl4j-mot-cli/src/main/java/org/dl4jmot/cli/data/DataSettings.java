package org.dl4jmot.cli.data;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * How data is read.
 *
 * @param labels array of class indices or one-hot rows, for arrays
 * @param labelColumn column of a CSV that holds the class, counted from 0
 * @param skipLines lines of a CSV before the first sample
 * @param delimiter what separates the values of a CSV
 * @param classes names of the classes in the model's order; empty: sorted names
 * @param scale where the values 0 to 255 go; empty: they stay
 * @param color order of the channels of a color image
 * @param fit how an image gets the model's size
 * @param samples most samples to read; empty for all
 */
public record DataSettings(
    Optional<Path> labels,
    OptionalInt labelColumn,
    int skipLines,
    char delimiter,
    List<String> classes,
    Optional<PixelRange> scale,
    ColorOrder color,
    Fit fit,
    OptionalInt samples) {
  /** Copies the list. */
  public DataSettings {
    classes = List.copyOf(classes);
  }

  /** A value as the model takes it. */
  float scaled(float value) {
    return scale.map(range -> range.of(value)).orElse(value);
  }

  /** Scales in place. */
  float[] scaled(float[] values) {
    if (scale.isPresent()) {
      for (int i = 0; i < values.length; i++) {
        values[i] = scale.get().of(values[i]);
      }
    }
    return values;
  }
}
