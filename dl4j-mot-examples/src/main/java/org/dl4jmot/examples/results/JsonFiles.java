package org.dl4jmot.examples.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** One value a file, as JSON. */
final class JsonFiles {
  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  private JsonFiles() {}

  /** What a file holds; empty if there is none. */
  static <T> Optional<T> find(Path file, Class<T> type) {
    try {
      return Files.exists(file)
          ? Optional.of(GSON.fromJson(Files.readString(file), type))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** Writes a file, and the directories it is in. */
  static void save(Path file, Object value) {
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, GSON.toJson(value) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }
}
