package org.dl4jmot.runtime.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

/**
 * The elements of a constant tensor: little-endian bytes in row-major order, exactly as a {@code
 * .tflite} file stores them, so that reading and writing need no conversion and a large network no
 * second copy. Immutable as long as the caller of {@link #wrap} leaves the bytes alone.
 */
public final class ConstantData {
  /** A hash code looks at about this many bytes: constants may be hundreds of megabytes. */
  private static final int HASHED_BYTES = 256;

  private final DataType type;
  private final ByteBuffer bytes;

  private ConstantData(DataType type, ByteBuffer bytes) {
    if (bytes.remaining() % type.bytes() != 0) {
      throw new IllegalArgumentException(
          bytes.remaining() + " bytes are no whole number of " + type + " elements");
    }
    this.type = type;
    this.bytes = bytes.slice().asReadOnlyBuffer();
  }

  /**
   * Views the remaining bytes of a little-endian buffer, without copying.
   *
   * @throws IllegalArgumentException if they are no whole number of elements
   */
  public static ConstantData wrap(DataType type, ByteBuffer littleEndian) {
    return new ConstantData(type, littleEndian);
  }

  /** FLOAT32 elements, copied. */
  public static ConstantData of(float... values) {
    ByteBuffer buffer = allocate(DataType.FLOAT32, values.length);
    buffer.asFloatBuffer().put(values);
    return new ConstantData(DataType.FLOAT32, buffer);
  }

  /** INT32 elements, copied. */
  public static ConstantData of(int... values) {
    ByteBuffer buffer = allocate(DataType.INT32, values.length);
    buffer.asIntBuffer().put(values);
    return new ConstantData(DataType.INT32, buffer);
  }

  /** INT64 elements, copied. */
  public static ConstantData of(long... values) {
    ByteBuffer buffer = allocate(DataType.INT64, values.length);
    buffer.asLongBuffer().put(values);
    return new ConstantData(DataType.INT64, buffer);
  }

  /** INT8 elements, copied. */
  public static ConstantData of(byte... values) {
    return new ConstantData(DataType.INT8, ByteBuffer.wrap(values.clone()));
  }

  private static ByteBuffer allocate(DataType type, int elements) {
    return ByteBuffer.allocate(Math.multiplyExact(elements, type.bytes()))
        .order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Element type. */
  public DataType type() {
    return type;
  }

  /** Number of elements. */
  public int elements() {
    return bytes.remaining() / type.bytes();
  }

  /** Number of bytes. */
  public int byteCount() {
    return bytes.remaining();
  }

  /** All bytes, as a read-only little-endian view with a position of its own. */
  public ByteBuffer bytes() {
    return bytes.duplicate().order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * The elements, read-only, without copying them.
   *
   * @throws IllegalStateException if the type is not FLOAT32
   */
  public FloatBuffer floats() {
    require(DataType.FLOAT32);
    return bytes().asFloatBuffer();
  }

  /**
   * The elements as a fresh array.
   *
   * @throws IllegalStateException if the type is not FLOAT32
   */
  public float[] toFloats() {
    float[] values = new float[elements()];
    floats().get(values);
    return values;
  }

  /**
   * The elements as a fresh array.
   *
   * @throws IllegalStateException if the type is not INT32
   */
  public int[] toInts() {
    require(DataType.INT32);
    int[] values = new int[elements()];
    bytes().asIntBuffer().get(values);
    return values;
  }

  /** The raw bytes as a fresh array; for INT8 tensors these are the elements. */
  public byte[] toBytes() {
    byte[] values = new byte[byteCount()];
    bytes().get(values);
    return values;
  }

  private void require(DataType wanted) {
    if (type != wanted) {
      throw new IllegalStateException("constant holds " + type + " elements, not " + wanted);
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ConstantData data && type == data.type && bytes.equals(data.bytes);
  }

  @Override
  public int hashCode() {
    int hash = 31 * type.hashCode() + bytes.remaining();
    // An odd step visits every byte of an element.
    int step = bytes.remaining() / HASHED_BYTES | 1;
    for (int i = 0; i < bytes.remaining(); i += step) {
      hash = 31 * hash + bytes.get(i);
    }
    return hash;
  }

  @Override
  public String toString() {
    return elements() + " x " + type;
  }
}
