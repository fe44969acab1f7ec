package org.dl4jmot.runtime.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/**
 * The elements of a constant tensor: little-endian bytes in row-major order, exactly as a {@code
 * .tflite} file stores them, so that reading and writing need no conversion and a large network no
 * second copy. Immutable as long as the caller of {@link #wrap} leaves the bytes alone.
 */
public final class ConstantData {
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
   * The elements as a fresh array.
   *
   * @throws IllegalStateException if the type is not FLOAT32
   */
  public float[] toFloats() {
    require(DataType.FLOAT32);
    float[] values = new float[elements()];
    bytes().asFloatBuffer().get(values);
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
    return 31 * type.hashCode() + bytes.hashCode();
  }

  @Override
  public String toString() {
    return elements() + " x " + type;
  }
}
