package org.dl4jmot.examples.results;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Measured pairs in a directory, one file each.
 *
 * @param directory where trained networks are kept too
 */
record Pairs(Path directory) {
  /** More repetitions than anybody waits for. */
  private static final int MOST = 100;

  private static final Gson GSON = new GsonBuilder().setPrettyPrinting().create();

  Optional<Pair> find(Architecture architecture, long seed, int repetition) {
    Path file = file(architecture, seed, repetition);
    try {
      return Files.exists(file)
          ? Optional.of(GSON.fromJson(Files.readString(file), Pair.class))
          : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  /** What has been measured so far, by repetition. */
  Map<Integer, Pair> all(Architecture architecture, long seed) {
    Map<Integer, Pair> found = new TreeMap<>();
    for (int repetition = 1; repetition <= MOST; repetition++) {
      int number = repetition;
      find(architecture, seed, repetition).ifPresent(pair -> found.put(number, pair));
    }
    return found;
  }

  void save(Architecture architecture, long seed, int repetition, Pair pair) {
    Path file = file(architecture, seed, repetition);
    try {
      Files.createDirectories(directory);
      Files.writeString(file, GSON.toJson(pair) + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Path file(Architecture architecture, long seed, int repetition) {
    return directory.resolve(architecture + "-" + seed + "-pair-" + repetition + ".json");
  }
}
