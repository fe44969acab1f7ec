package org.dl4jmot.fashionmnist;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.GZIPInputStream;

/** Reads gzipped IDX files of unsigned bytes, the format of MNIST and its successors. */
final class Idx {
  private static final int UNSIGNED_BYTE = 0x08;

  private Idx() {}

  /**
   * Reads a whole file.
   *
   * @param gzipped the compressed bytes
   * @param trailing expected dimensions after the first, such as 28, 28
   * @return the elements, row-major
   * @throws IOException if it is no such file, too short or too long
   */
  static byte[] read(InputStream gzipped, int... trailing) throws IOException {
    try (InputStream in = new GZIPInputStream(gzipped)) {
      int rank = 1 + trailing.length;
      ByteBuffer header = ByteBuffer.wrap(exactly(in, Integer.BYTES * (1 + rank)));
      requireMagic(header.getInt(), rank);
      int count = header.getInt();
      int[] rest = new int[trailing.length];
      header.asIntBuffer().get(rest);
      if (count < 1 || !Arrays.equals(rest, trailing)) {
        throw new IOException(
            "holds "
                + count
                + " elements of shape "
                + Arrays.toString(rest)
                + ", expected at least 1 of shape "
                + Arrays.toString(trailing));
      }
      long size = count;
      for (int dimension : trailing) {
        size *= dimension;
      }
      return body(in, size);
    }
  }

  private static void requireMagic(int magic, int rank) throws IOException {
    if (magic != (UNSIGNED_BYTE << 8 | rank)) {
      throw new IOException(
          String.format(
              "is no IDX file of unsigned bytes with %d dimensions: it begins with 0x%08x",
              rank, magic));
    }
  }

  /** Reads as much as there is, so that a header that lies cannot exhaust the memory. */
  private static byte[] body(InputStream in, long size) throws IOException {
    byte[] elements = in.readNBytes((int) Math.min(size, Integer.MAX_VALUE - 8));
    if (elements.length != size) {
      throw new EOFException("ends after " + elements.length + " of " + size + " elements");
    }
    if (in.read() >= 0) {
      throw new IOException("goes on after its " + size + " elements");
    }
    return elements;
  }

  private static byte[] exactly(InputStream in, int length) throws IOException {
    byte[] bytes = in.readNBytes(length);
    if (bytes.length != length) {
      throw new EOFException("ends within its header");
    }
    return bytes;
  }
}
