package org.dl4jmot.runtime.kernel;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.Arrays;
import java.util.Set;
import java.util.function.Function;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The elements of one tensor during a run, in row-major order. Float32 and int32 elements stand in
 * arrays of their own type, all others as little-endian bytes. A constant's are copied out of the
 * graph only when someone asks for such an array.
 */
public final class TensorBuffer {
  private static final Set<DataType> QUANTIZED =
      Set.of(DataType.INT8, DataType.UINT8, DataType.INT16);

  private final Tensor tensor;
  private float[] floats;
  private int[] ints;
  private byte[] bytes;
  private final PackedForms packed = new PackedForms();
  private final Dequantization dequantization;
  // Made when first needed: only inputs need one.
  private Quantizer quantizer;

  /** A buffer for a tensor; a constant's elements are in it. */
  public TensorBuffer(Tensor tensor) {
    this.tensor = tensor;
    dequantization = new Dequantization(tensor);
    if (!tensor.isConstant()) {
      allot();
    }
  }

  private TensorBuffer(Tensor tensor, TensorBuffer former) {
    this.tensor = tensor;
    dequantization = new Dequantization(tensor);
    floats = former.floats;
    ints = former.ints;
    bytes = former.bytes;
  }

  /**
   * A buffer for a tensor that uses this one's memory: for a time when this one is not read any
   * more.
   *
   * @param later a tensor of the same type and number of elements, not constant
   * @throws IllegalArgumentException for another tensor
   */
  public TensorBuffer succeededBy(Tensor later) {
    if (later.type() != tensor.type()
        || later.shape().elements() != elements()
        || later.isConstant()
        || tensor.isConstant()) {
      throw new IllegalArgumentException(later + " cannot use the memory of " + tensor);
    }
    return new TensorBuffer(later, this);
  }

  private void allot() {
    int elements = elements();
    switch (tensor.type()) {
      case FLOAT32 -> floats = new float[elements];
      case INT32 -> ints = new int[elements];
      default -> bytes = new byte[elements * tensor.type().bytes()];
    }
  }

  private boolean isAllotted() {
    return floats != null || ints != null || bytes != null;
  }

  /** This buffer, a constant's elements copied into it. */
  TensorBuffer load() {
    if (tensor.isConstant()) {
      loadConstant();
    }
    return this;
  }

  /** Interpreters in several threads share the buffers of constants. */
  private synchronized void loadConstant() {
    if (!isAllotted()) {
      allot();
      put(tensor.requireData().bytes());
    }
  }

  /** What kernels make of a constant, shared by all interpreters that share this buffer. */
  <T> T packed(Class<T> kind, Function<TensorBuffer, T> packing) {
    return packed.get(kind, () -> packing.apply(this));
  }

  private void put(ByteBuffer littleEndian) {
    if (floats != null) {
      littleEndian.asFloatBuffer().get(floats);
    } else if (ints != null) {
      littleEndian.asIntBuffer().get(ints);
    } else {
      littleEndian.get(bytes);
    }
  }

  /** Copies elements into a buffer of the same type. */
  void copyTo(int from, TensorBuffer target, int targetFrom, int count) {
    if (floats != null) {
      System.arraycopy(floats, from, target.floats, targetFrom, count);
    } else if (ints != null) {
      System.arraycopy(ints, from, target.ints, targetFrom, count);
    } else {
      int width = tensor.type().bytes();
      System.arraycopy(bytes, from * width, target.bytes, targetFrom * width, count * width);
    }
  }

  /** Copies the elements at the given indices into a buffer of the same type, from its start. */
  void copyEach(int[] sources, TensorBuffer target) {
    int width = bytes == null ? 0 : tensor.type().bytes();
    if (floats != null) {
      for (int i = 0; i < sources.length; i++) {
        target.floats[i] = floats[sources[i]];
      }
    } else if (ints != null) {
      for (int i = 0; i < sources.length; i++) {
        target.ints[i] = ints[sources[i]];
      }
    } else if (width == 1) {
      for (int i = 0; i < sources.length; i++) {
        target.bytes[i] = bytes[sources[i]];
      }
    } else {
      for (int i = 0; i < sources.length; i++) {
        System.arraycopy(bytes, sources[i] * width, target.bytes, i * width, width);
      }
    }
  }

  /** Sets all elements to what stands for 0: a quantized int8 tensor's zero point. */
  void fillWithZero() {
    if (floats != null) {
      Arrays.fill(floats, 0);
    } else if (ints != null) {
      Arrays.fill(ints, 0);
    } else {
      Arrays.fill(bytes, (byte) dequantization.zero());
    }
  }

  /** The tensor whose elements these are. */
  public Tensor tensor() {
    return tensor;
  }

  /** Number of elements. */
  public int elements() {
    return tensor.shape().elements();
  }

  /**
   * The float32 elements, read-only: what they are after each run, without copying them.
   *
   * @throws IllegalArgumentException if the tensor has another type
   */
  public FloatBuffer floatView() {
    require(DataType.FLOAT32);
    return isAllotted()
        ? FloatBuffer.wrap(floats).asReadOnlyBuffer()
        : tensor.requireData().bytes().asFloatBuffer();
  }

  /** The one-byte elements, read-only, without copying those of a constant. */
  ByteBuffer byteView() {
    require(DataType.INT8);
    return isAllotted() ? ByteBuffer.wrap(bytes).asReadOnlyBuffer() : tensor.requireData().bytes();
  }

  float[] floats() {
    load();
    return require(floats, DataType.FLOAT32);
  }

  int[] ints() {
    load();
    return require(ints, DataType.INT32);
  }

  /** The elements of an int16 tensor. */
  int[] shorts() {
    if (tensor.type() != DataType.INT16) {
      throw new IllegalArgumentException(
          "tensor '" + tensor.name() + "' holds " + tensor.type() + " elements, not INT16");
    }
    ByteBuffer all = ByteBuffer.wrap(toBytes()).order(ByteOrder.LITTLE_ENDIAN);
    int[] values = new int[elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = all.getShort(i * Short.BYTES);
    }
    return values;
  }

  byte[] bytes() {
    load();
    return require(bytes, DataType.INT8);
  }

  private <T> T require(T array, DataType wanted) {
    if (array == null) {
      throw otherType(wanted);
    }
    return array;
  }

  private void require(DataType wanted) {
    if (tensor.type() != wanted) {
      throw otherType(wanted);
    }
  }

  private IllegalArgumentException otherType(DataType wanted) {
    return new IllegalArgumentException(
        "tensor '" + tensor.name() + "' holds " + tensor.type() + " elements, not " + wanted);
  }

  /**
   * Copies float32 elements in.
   *
   * @throws IllegalArgumentException if the tensor has another type or number of elements
   */
  public void set(float[] values) {
    System.arraycopy(values, 0, checked(floats(), values.length), 0, values.length);
  }

  /**
   * Copies int32 elements in.
   *
   * @throws IllegalArgumentException if the tensor has another type or number of elements
   */
  public void set(int[] values) {
    System.arraycopy(values, 0, checked(ints(), values.length), 0, values.length);
  }

  /**
   * Copies the elements in from little-endian bytes, whatever the tensor's type.
   *
   * @throws IllegalArgumentException if their number is not the tensor's
   */
  public void set(byte[] values) {
    if (values.length != elements() * tensor.type().bytes()) {
      throw wrongSize(values.length + " bytes");
    }
    load();
    if (bytes != null) {
      System.arraycopy(values, 0, bytes, 0, values.length);
    } else {
      put(ByteBuffer.wrap(values).order(ByteOrder.LITTLE_ENDIAN));
    }
  }

  /**
   * Sets the elements from real values: as they are for float32, for a quantized int8, uint8 or
   * int16 tensor {@code clamp(round(value / scale) + zeroPoint)}, halves rounded away from zero.
   *
   * @throws IllegalArgumentException if the number of values is not the tensor's, or there is no
   *     such conversion
   */
  public void setReal(float[] values) {
    load();
    if (floats != null) {
      set(values);
      return;
    }
    byte[] target = checked(quantizedBytes(), values.length);
    if (quantizer == null) {
      quantizer = new Quantizer(tensor.requireQuantization(), IntegerRange.of(tensor.type()));
    }
    for (int i = 0; i < values.length; i++) {
      if (tensor.type() == DataType.INT16) {
        Shorts.put(target, i, quantizer.integer(values[i]));
      } else {
        target[i] = quantizer.apply(values[i]);
      }
    }
  }

  private <T> T checked(T array, int given) {
    if (given != elements()) {
      throw wrongSize(given + " elements");
    }
    return array;
  }

  private IllegalArgumentException wrongSize(String given) {
    return new IllegalArgumentException("tensor " + tensor + " does not take " + given);
  }

  /**
   * A copy of the float32 elements.
   *
   * @throws IllegalArgumentException if the tensor has another type
   */
  public float[] toFloats() {
    return floats().clone();
  }

  /** A copy of the elements as little-endian bytes, whatever the tensor's type. */
  public byte[] toBytes() {
    load();
    if (bytes != null) {
      return bytes.clone();
    }
    ByteBuffer copy =
        ByteBuffer.allocate(elements() * tensor.type().bytes()).order(ByteOrder.LITTLE_ENDIAN);
    if (floats != null) {
      copy.asFloatBuffer().put(floats);
    } else {
      copy.asIntBuffer().put(ints);
    }
    return copy.array();
  }

  /**
   * Copies the float32 elements out.
   *
   * @throws IllegalArgumentException if the tensor has another type or number of elements
   */
  public void get(float[] target) {
    System.arraycopy(checked(floats(), target.length), 0, target, 0, target.length);
  }

  /**
   * Copies the elements of a tensor of one-byte elements out.
   *
   * @throws IllegalArgumentException if the tensor has another type or number of elements
   */
  public void get(byte[] target) {
    System.arraycopy(checked(bytes(), target.length), 0, target, 0, target.length);
  }

  /**
   * The real values the elements stand for: float32 as they are, quantized int8, uint8, int16 and
   * int32 dequantized, plain int32 and truth values as numbers.
   *
   * @throws IllegalArgumentException for other types
   */
  public float[] toReal() {
    float[] real = new float[elements()];
    toReal(real);
    return real;
  }

  /**
   * As {@link #toReal()}, into an array of the caller's.
   *
   * @throws IllegalArgumentException for other types, or if the length is not the tensor's
   */
  public void toReal(float[] target) {
    checked(target, target.length);
    load();
    if (floats != null) {
      System.arraycopy(floats, 0, target, 0, target.length);
    } else if (!dequantization.isPresent()) {
      widen(target);
    } else {
      dequantize(target);
    }
  }

  private void widen(float[] target) {
    if (ints == null && tensor.type() != DataType.BOOL) {
      quantizedBytes();
    }
    for (int i = 0; i < target.length; i++) {
      target[i] = ints == null ? bytes[i] : ints[i];
    }
  }

  private void dequantize(float[] target) {
    if (ints == null) {
      quantizedBytes();
    }
    for (int i = 0; i < target.length; i++) {
      target[i] = dequantization.real(i, integer(i));
    }
  }

  private int integer(int index) {
    return switch (tensor.type()) {
      case INT32 -> ints[index];
      case INT16 -> Shorts.get(bytes, index);
      case UINT8 -> bytes[index] & 0xff;
      default -> bytes[index];
    };
  }

  private byte[] quantizedBytes() {
    if (!QUANTIZED.contains(tensor.type())) {
      throw new IllegalArgumentException(
          "tensor " + tensor + " is neither float32 nor quantized to 8 or 16 bits");
    }
    if (!dequantization.isPresent()) {
      throw new IllegalArgumentException("tensor " + tensor + " has no quantization parameters");
    }
    return bytes;
  }

  /** For example {@code conv1/output INT8[1, 28, 28, 16]}; not the elements. */
  @Override
  public String toString() {
    return tensor.toString();
  }
}
