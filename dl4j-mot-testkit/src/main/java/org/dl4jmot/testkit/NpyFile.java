package org.dl4jmot.testkit;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** NumPy arrays, version 1, C order, float32 or int8: what the golden files use. */
public final class NpyFile {
  private static final int HEADER_LENGTH_AT = 8;
  private static final int HEADER_AT = 10;

  private NpyFile() {}

  /** The elements of a float32 array. */
  public static float[] floats(Path file) throws IOException {
    ByteBuffer data = data(file, "<f4");
    float[] values = new float[data.remaining() / Float.BYTES];
    data.asFloatBuffer().get(values);
    return values;
  }

  /** The elements of an int8 array. */
  public static byte[] bytes(Path file) throws IOException {
    ByteBuffer data = data(file, "|i1");
    byte[] values = new byte[data.remaining()];
    data.get(values);
    return values;
  }

  private static ByteBuffer data(Path file, String type) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    int length = bytes.getShort(HEADER_LENGTH_AT);
    String header = new String(bytes.array(), HEADER_AT, length, StandardCharsets.US_ASCII);
    if (!header.contains(type) || header.contains("'fortran_order': True")) {
      throw new IOException(file + " is no C-order array of " + type + ": " + header);
    }
    return bytes.position(HEADER_AT + length).slice().order(ByteOrder.LITTLE_ENDIAN);
  }
}
