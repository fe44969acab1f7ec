package org.dl4jmot.core.internal;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/** Measures how large bytes are after gzip, level 9. */
public final class GzipSize {
  private static final int CHUNK = 1 << 16;

  private GzipSize() {}

  /** Size of the remaining bytes of a buffer, whose position stays. */
  public static long of(ByteBuffer bytes) {
    Counter counter = new Counter();
    ByteBuffer rest = bytes.duplicate();
    byte[] chunk = new byte[CHUNK];
    try (GZIPOutputStream gzip = new BestGzip(counter)) {
      while (rest.hasRemaining()) {
        int length = Math.min(chunk.length, rest.remaining());
        rest.get(chunk, 0, length);
        gzip.write(chunk, 0, length);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return counter.count;
  }

  private static final class BestGzip extends GZIPOutputStream {
    BestGzip(OutputStream out) throws IOException {
      super(out);
      def.setLevel(Deflater.BEST_COMPRESSION);
    }
  }

  private static final class Counter extends OutputStream {
    private long count;

    @Override
    public void write(int b) {
      count++;
    }

    @Override
    public void write(byte[] b, int offset, int length) {
      count += length;
    }
  }
}
