package org.dl4jmot.cli.data;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Objects;

/**
 * A NumPy array, row-major.
 *
 * @param type element type
 * @param shape dimensions, outermost first; empty for a scalar
 * @param data the elements, in the buffer's byte order, from its position 0
 */
public record NpyArray(NpyType type, int[] shape, ByteBuffer data) {
  /**
   * Copies the shape.
   *
   * @throws IllegalArgumentException if shape and number of bytes do not go together
   */
  public NpyArray {
    shape = shape.clone();
    Objects.requireNonNull(type, "type");
    if ((long) elements(shape) * type.bytes() != data.limit()) {
      throw new IllegalArgumentException(
          "an array of shape "
              + Arrays.toString(shape)
              + " does not have "
              + data.limit()
              + " bytes");
    }
  }

  /** A float32 array. */
  public static NpyArray ofFloats(float[] values, int... shape) {
    ByteBuffer data =
        ByteBuffer.allocate(values.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    data.asFloatBuffer().put(values);
    return new NpyArray(NpyType.FLOAT32, shape, data);
  }

  @Override
  public int[] shape() {
    return shape.clone();
  }

  /** Number of elements. */
  public int elements() {
    return elements(shape);
  }

  private static int elements(int[] shape) {
    int product = 1;
    for (int dimension : shape) {
      product = Math.multiplyExact(product, dimension);
    }
    return product;
  }

  /** A run of elements as real numbers. */
  public float[] reals(int from, int count) {
    float[] values = new float[count];
    for (int i = 0; i < count; i++) {
      values[i] = type.real(data, (from + i) * type.bytes());
    }
    return values;
  }

  /** A run of elements as they are stored, little-endian. */
  public byte[] stored(int from, int count) {
    byte[] bytes = new byte[count * type.bytes()];
    data.get(from * type.bytes(), bytes);
    if (data.order() == ByteOrder.BIG_ENDIAN) {
      reverseEach(bytes, type.bytes());
    }
    return bytes;
  }

  private static void reverseEach(byte[] bytes, int width) {
    for (int start = 0; start < bytes.length; start += width) {
      for (int i = 0; i < width / 2; i++) {
        byte swapped = bytes[start + i];
        bytes[start + i] = bytes[start + width - 1 - i];
        bytes[start + width - 1 - i] = swapped;
      }
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof NpyArray array
        && type == array.type
        && Arrays.equals(shape, array.shape)
        && data.equals(array.data);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, Arrays.hashCode(shape), data);
  }
}
