package org.dl4jmot.examples.results;

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

  Optional<Pair> find(Architecture architecture, long seed, int repetition) {
    return JsonFiles.find(file(architecture, seed, repetition), Pair.class);
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
    JsonFiles.save(file(architecture, seed, repetition), pair);
  }

  private Path file(Architecture architecture, long seed, int repetition) {
    return directory.resolve(architecture + "-" + seed + "-pair-" + repetition + ".json");
  }
}
