package org.dl4jmot.runtime.testing;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;

/**
 * The golden files: two networks trained and converted by Google's tools. They lie beside the
 * repository in {@code ../shared/golden}, or where the system property {@code dl4jmot.golden} or
 * the environment variable {@code DL4JMOT_GOLDEN} says; most are also among the test resources.
 * Tests that need others are skipped, with a printed reason, where they are absent.
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
        Stream.concat(directory().stream(), copies().stream())
            .map(directory -> directory.resolve(name))
            .filter(Files::exists)
            .findFirst();
    if (file.isEmpty()) {
      System.out.println(
          "skipped: no golden file "
              + name
              + " (set -Ddl4jmot.golden=DIRECTORY or DL4JMOT_GOLDEN)");
    }
    Assumptions.assumeTrue(file.isPresent(), "no golden file " + name);
    return file.orElseThrow();
  }

  /** The files that no machine goes without: copies among the test resources. */
  private static Optional<Path> copies() {
    return Optional.ofNullable(GoldenFiles.class.getResource("/golden"))
        .map(URL::getPath)
        .map(Path::of);
  }

  /**
   * The bytes of a golden file: from the directory, or of the few (B-int8, B-dynamic, B-float16,
   * B-16x8) that come with these classes; skips the running test if it is neither.
   */
  public static byte[] bytes(String name) throws IOException {
    try (InputStream resource = GoldenFiles.class.getResourceAsStream("golden/" + name)) {
      return resource == null ? Files.readAllBytes(require(name)) : resource.readAllBytes();
    }
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
