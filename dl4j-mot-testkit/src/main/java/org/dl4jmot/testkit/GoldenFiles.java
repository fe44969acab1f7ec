package org.dl4jmot.testkit;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The golden files: two networks trained and converted by Google's tools; the README beside them
 * says more.
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

  /**
   * The bytes of a golden file.
   *
   * @throws IllegalArgumentException if there is none of that name
   */
  public static byte[] bytes(String name) {
    try (InputStream resource = GoldenFiles.class.getResourceAsStream("/golden/" + name)) {
      if (resource == null) {
        throw new IllegalArgumentException("no golden file " + name);
      }
      return resource.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** A copy of a golden file outside of any archive, gone when this process ends. */
  public static Path path(String name) {
    try {
      Path copy = Files.createTempFile("golden-", "-" + name);
      copy.toFile().deleteOnExit();
      return Files.write(copy, bytes(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
