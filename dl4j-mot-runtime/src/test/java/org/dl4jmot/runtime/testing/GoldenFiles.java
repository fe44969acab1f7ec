package org.dl4jmot.runtime.testing;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The golden files: two networks trained and converted by Google's tools. They lie beside the
 * repository in {@code ../shared/golden}, or where the system property {@code dl4jmot.golden} or
 * the environment variable {@code DL4JMOT_GOLDEN} says. Tests that need them are skipped, with a
 * printed reason, where they are absent.
 */
public final class GoldenFiles {
  /** Names of all model files. */
  public static final List<String> MODELS =
      Stream.of("A", "B")
          .flatMap(
              network ->
                  Stream.of(
                          "float",
                          "float16",
                          "dynamic",
                          "int8",
                          "int8-per-tensor",
                          "qat-int8",
                          "16x8")
                      .map(form -> network + "-" + form + ".tflite"))
          .toList();

  private GoldenFiles() {}

  /** A golden file; skips the running test if it is absent. */
  public static Path require(String name) {
    Optional<Path> file =
        directory().map(directory -> directory.resolve(name)).filter(Files::exists);
    if (file.isEmpty()) {
      System.out.println(
          "skipped: no golden file "
              + name
              + " (set -Ddl4jmot.golden=DIRECTORY or DL4JMOT_GOLDEN)");
    }
    Assumptions.assumeTrue(file.isPresent(), "no golden file " + name);
    return file.orElseThrow();
  }

  private static Optional<Path> directory() {
    String configured =
        System.getProperty("dl4jmot.golden", System.getenv().getOrDefault("DL4JMOT_GOLDEN", ""));
    if (!configured.isEmpty()) {
      return Optional.of(Path.of(configured));
    }
    Path start = Path.of("").toAbsolutePath();
    for (Path at = start; at != null; at = at.getParent()) {
      Path candidate = at.resolve("shared/golden");
      if (Files.isDirectory(candidate)) {
        return Optional.of(candidate);
      }
    }
    return Optional.empty();
  }
}
