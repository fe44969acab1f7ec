package org.dl4jmot.core.export;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.UUID;

/**
 * Where an export goes: checked before any work, replaced in one step after success, untouched on
 * failure.
 */
final class ExportTarget {
  private final Path path;

  private ExportTarget(Path path) {
    this.path = path;
  }

  /**
   * Checks that the target can be written.
   *
   * @throws IllegalArgumentException saying why not and what to do
   */
  static ExportTarget of(Path target) {
    Path absolute = target.toAbsolutePath();
    Path directory = absolute.getParent();
    if (Files.isDirectory(absolute) || directory == null) {
      throw new IllegalArgumentException(
          "cannot write " + target + ": it is a directory; name a file in it");
    }
    if (!Files.isDirectory(directory)) {
      throw new IllegalArgumentException(
          "cannot write " + target + ": there is no directory " + directory + "; create it first");
    }
    if (!Files.isWritable(directory)) {
      throw new IllegalArgumentException(
          "cannot write " + target + ": directory " + directory + " is not writable");
    }
    return new ExportTarget(absolute);
  }

  /** Replaces the target by these bytes, or leaves it as it was. */
  void write(ByteBuffer bytes) {
    try {
      // Not createTempFile: what it makes, and then the target, is readable by its owner alone.
      Path sibling =
          path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID() + ".part");
      try {
        writeAll(sibling, bytes);
        move(sibling);
      } finally {
        Files.deleteIfExists(sibling);
      }
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + path + ": " + e.getMessage(), e);
    }
  }

  private static void writeAll(Path file, ByteBuffer bytes) throws IOException {
    ByteBuffer rest = bytes.duplicate();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      while (rest.hasRemaining()) {
        channel.write(rest);
      }
      channel.force(true);
    }
  }

  private void move(Path sibling) throws IOException {
    try {
      Files.move(
          sibling, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (AtomicMoveNotSupportedException e) {
      Files.move(sibling, path, StandardCopyOption.REPLACE_EXISTING);
    }
  }
}
