package org.dl4jmot.examples.measure;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Size of a file.
 *
 * @param bytes as it is
 * @param gzipBytes compressed by gzip at its highest level
 */
public record FileSize(int bytes, int gzipBytes) {
  /** Measures a file's bytes. */
  public static FileSize of(byte[] file) {
    ByteArrayOutputStream compressed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new BestGzip(compressed)) {
      gzip.write(file);
    } catch (IOException e) {
      throw new UncheckedIOException("memory does not fail", e);
    }
    return new FileSize(file.length, compressed.size());
  }

  /** The stream's default level is 6; the reference figures are of level 9. */
  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(ByteArrayOutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }
}
