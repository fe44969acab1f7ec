package org.dl4jmot.examples.results;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Measurements in a directory, one file each.
 *
 * @param directory where trained networks are kept too
 */
record Measurements(Path directory) {
  Optional<Measurement> find(Architecture architecture, long seed, Form form) {
    return JsonFiles.find(file(architecture, seed, form), Measurement.class);
  }

  /** What has been measured so far of a form, of all seeds. */
  List<Measurement> all(Architecture architecture, List<Long> seeds, Form form) {
    return seeds.stream()
        .map(seed -> find(architecture, seed, form))
        .flatMap(Optional::stream)
        .toList();
  }

  void save(Architecture architecture, long seed, Form form, Measurement measurement) {
    JsonFiles.save(file(architecture, seed, form), measurement);
  }

  private Path file(Architecture architecture, long seed, Form form) {
    return directory.resolve(architecture + "-" + seed + "-" + form.label() + ".json");
  }
}
