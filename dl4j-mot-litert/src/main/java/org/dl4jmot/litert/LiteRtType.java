package org.dl4jmot.litert;

import java.util.Arrays;

/** Element type of a tensor as LiteRT numbers them ({@code TfLiteType}). */
public enum LiteRtType {
  /** IEEE 754 single precision. */
  FLOAT32(1, 4),
  /** Signed 32-bit integer. */
  INT32(2, 4),
  /** Unsigned 8-bit integer. */
  UINT8(3, 1),
  /** Signed 64-bit integer. */
  INT64(4, 8),
  /** One byte per truth value. */
  BOOL(6, 1),
  /** Signed 16-bit integer. */
  INT16(7, 2),
  /** Signed 8-bit integer. */
  INT8(9, 1),
  /** IEEE 754 half precision. */
  FLOAT16(10, 2),
  /** Any other type; its bytes can be read, nothing else is known of it. */
  OTHER(-1, 1);

  private final int code;
  private final int bytes;

  LiteRtType(int code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Bytes per element; 1 for {@link #OTHER}. */
  public int bytes() {
    return bytes;
  }

  static LiteRtType of(int code) {
    return Arrays.stream(values()).filter(type -> type.code == code).findFirst().orElse(OTHER);
  }
}
