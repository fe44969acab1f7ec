package org.dl4jmot.examples.results;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;

/**
 * Trained networks in a directory, so that an interrupted run goes on where it was.
 *
 * @param directory created when first needed
 */
record Checkpoints(Path directory) {
  boolean has(Run run) {
    return Files.exists(file(run));
  }

  /** The network of a finished run, with a fresh updater. */
  MultiLayerNetwork load(Run run) {
    try {
      return ModelSerializer.restoreMultiLayerNetwork(file(run).toFile(), false);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file(run), e);
    }
  }

  /** Keeps the network of a finished run; a file that is there is a whole one. */
  void save(Run run, MultiLayerNetwork network) {
    Path file = file(run);
    try {
      Files.createDirectories(directory);
      Path unfinished = Files.createTempFile(directory, run.label(), ".part");
      ModelSerializer.writeModel(network, unfinished.toFile(), false);
      Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + file, e);
    }
  }

  private Path file(Run run) {
    return directory.resolve(run.label() + ".zip");
  }
}
