package org.dl4jmot.runtime.tflite;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Reads {@code .tflite} files with one subgraph: float32, float16, dynamic-range, int8 and 16x8.
 *
 * <p>Tensors keep their names, ports get the signature's names, and what the format stores as
 * constant tensors (new shapes, axes, paddings) becomes attributes again. Unknown dimensions count
 * as 1. The variable tensors of recurrent operators are left out, as every run starts from zero
 * state; no others are supported. Tensors that nothing names are left out. Trained ranges, origins
 * and layers are not stored in a file.
 *
 * <p>Whatever the bytes are, reading them ends in time and memory proportional to their number,
 * with a graph or with a {@link TfliteFormatException}.
 */
public final class TfliteReader {
  private TfliteReader() {}

  /**
   * Reads the remaining bytes of a buffer, whose position stays. The graph's constants are views of
   * the buffer: it must not be changed afterwards.
   *
   * @throws TfliteFormatException if they are no {@code .tflite} file that can be read
   */
  public static TfliteModel read(ByteBuffer bytes) {
    ByteBuffer file = bytes.slice().order(ByteOrder.LITTLE_ENDIAN);
    try {
      ModelVerifier.verify(file);
      return new ModelParser(file).parse();
    } catch (TfliteFormatException e) {
      throw e;
    } catch (RuntimeException e) {
      // The verifier leaves values to the constructors of graph, tensor and operation records.
      throw new TfliteFormatException("unreadable .tflite file: " + e.getMessage(), e);
    }
  }

  /**
   * Reads a file.
   *
   * @throws IOException if the file cannot be read at all
   * @throws TfliteFormatException if it is no {@code .tflite} file that can be read, or over 2 GB
   */
  public static TfliteModel read(Path path) throws IOException {
    ByteBuffer bytes = load(path);
    try {
      return read(bytes);
    } catch (TfliteFormatException e) {
      throw e.in(path);
    }
  }

  /**
   * The bytes of a file, without a look at them.
   *
   * @throws IOException if the file cannot be read at all
   * @throws TfliteFormatException if it is over 2 GB
   */
  public static ByteBuffer load(Path path) throws IOException {
    long size = Files.size(path);
    if (size > Integer.MAX_VALUE - Long.BYTES) {
      throw new TfliteFormatException(
          path + " has " + size + " bytes; files over 2 GB are not supported");
    }
    return ByteBuffer.wrap(Files.readAllBytes(path));
  }
}
