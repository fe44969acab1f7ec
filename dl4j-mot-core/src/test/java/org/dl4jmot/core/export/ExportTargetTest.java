package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTargetTest {
  private static final ByteBuffer CONTENT = ByteBuffer.wrap(new byte[] {1, 2, 3});

  @Test
  void whoMayReadAFileMayReadAnExportedOne(@TempDir Path directory) throws IOException {
    Assumptions.assumeTrue(
        FileSystems.getDefault().supportedFileAttributeViews().contains("posix"),
        "no permissions here");
    Path usual = Files.createFile(directory.resolve("usual"));
    Path target = directory.resolve("exported.tflite");
    ExportTarget.of(target).write(CONTENT);
    assertEquals(Files.getPosixFilePermissions(usual), Files.getPosixFilePermissions(target));
  }

  @Test
  void nothingIsLeftBesideTheTarget(@TempDir Path directory) throws IOException {
    Path target = Files.write(directory.resolve("exported.tflite"), new byte[] {9});
    ExportTarget.of(target).write(CONTENT);
    try (var files = Files.list(directory)) {
      assertEquals(List.of(target), files.toList());
    }
    assertEquals(CONTENT, ByteBuffer.wrap(Files.readAllBytes(target)));
  }
}
