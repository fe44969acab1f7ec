package org.dl4jmot.examples.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Measurements in a directory, one file each.
 *
 * @param directory where trained networks are kept too
 */
record Measurements(Path directory) {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  Optional<Measurement> find(Architecture architecture, long seed, Form form) {
    Path file = file(architecture, seed, form);
    try {
      return Files.exists(file)
          ? Optional.of(GSON.fromJson(Files.readString(file), Measurement.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What has been measured so far of a form, of all seeds. */
  List<Measurement> all(Architecture architecture, List<Long> seeds, Form form) {
    return seeds.stream()
        .map(seed -> find(architecture, seed, form))
        .flatMap(Optional::stream)
        .toList();
  }

  void save(Architecture architecture, long seed, Form form, Measurement measurement) {
    Path file = file(architecture, seed, form);
    try {
      Files.createDirectories(directory);
      Files.writeString(file, GSON.toJson(measurement) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Path file(Architecture architecture, long seed, Form form) {
    return directory.resolve(architecture + "-" + seed + "-" + form.label() + ".json");
  }
}
