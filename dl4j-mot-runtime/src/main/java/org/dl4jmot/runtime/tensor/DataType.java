package org.dl4jmot.runtime.tensor;

/** Element type of a tensor. Names and widths are TFLite's ({@code TensorType} in its schema). */
public enum DataType {
  /** IEEE 754 single precision. */
  FLOAT32(4),
  /** IEEE 754 half precision; storage only, no kernel computes in it. */
  FLOAT16(2),
  /** Signed 8-bit integer: quantized weights and activations. */
  INT8(1),
  /** Unsigned 8-bit integer: quantized input and output at a file's border. */
  UINT8(1),
  /** Signed 16-bit integer: activations of the 16x8 scheme. */
  INT16(2),
  /** Signed 32-bit integer: bias of the 8-bit scheme, shapes, axes. */
  INT32(4),
  /** Signed 64-bit integer: bias of the 16x8 scheme. */
  INT64(8),
  /** One byte per truth value. */
  BOOL(1);

  private final int bytes;

  DataType(int bytes) {
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** Whether values of this type are real numbers as they stand. */
  public boolean isFloatingPoint() {
    return this == FLOAT32 || this == FLOAT16;
  }
}
