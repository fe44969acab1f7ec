package org.dl4jmot.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/** Writes a file in one step: what was there before stays until all of the new one is. */
final class WholeFile {
  private WholeFile() {}

  static void replace(Path file, byte[] bytes) throws IOException {
    Path target = file.toAbsolutePath();
    // Not createTempFile: its files are readable by their owner alone.
    Path part =
        target.resolveSibling("." + target.getFileName() + "." + UUID.randomUUID() + ".part");
    try {
      Files.write(part, bytes);
      Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(part);
    }
  }
}
