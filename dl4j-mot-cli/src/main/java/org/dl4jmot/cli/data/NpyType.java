package org.dl4jmot.cli.data;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Collectors;

/** Element types of NumPy arrays that are read here. */
public enum NpyType {
  /** IEEE 754 half precision. */
  FLOAT16("f2", 2) {
    @Override
    float real(ByteBuffer data, int at) {
      return halfToFloat(data.getShort(at));
    }
  },
  /** IEEE 754 single precision. */
  FLOAT32("f4", 4) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.getFloat(at);
    }
  },
  /** IEEE 754 double precision; read as the nearest float32. */
  FLOAT64("f8", 8) {
    @Override
    float real(ByteBuffer data, int at) {
      return (float) data.getDouble(at);
    }
  },
  /** Signed 8-bit integer. */
  INT8("i1", 1) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.get(at);
    }
  },
  /** Unsigned 8-bit integer. */
  UINT8("u1", 1) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.get(at) & 0xff;
    }
  },
  /** Signed 16-bit integer. */
  INT16("i2", 2) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.getShort(at);
    }
  },
  /** Signed 32-bit integer. */
  INT32("i4", 4) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.getInt(at);
    }
  },
  /** Signed 64-bit integer. */
  INT64("i8", 8) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.getLong(at);
    }
  },
  /** Truth value, one byte. */
  BOOL("b1", 1) {
    @Override
    float real(ByteBuffer data, int at) {
      return data.get(at);
    }
  };

  private final String code;
  private final int bytes;

  NpyType(String code, int bytes) {
    this.code = code;
    this.bytes = bytes;
  }

  /** Bytes per element. */
  public int bytes() {
    return bytes;
  }

  /** NumPy's code without the byte order, such as {@code f4}. */
  public String code() {
    return code;
  }

  /** The element at a byte offset as a real number. */
  abstract float real(ByteBuffer data, int at);

  static Optional<NpyType> of(String code) {
    return Arrays.stream(values()).filter(type -> type.code.equals(code)).findFirst();
  }

  static String codes() {
    return Arrays.stream(values()).map(NpyType::code).collect(Collectors.joining(", "));
  }

  /** IEEE 754-2008 binary16; Java has a method for it since 20 only. */
  private static float halfToFloat(short half) {
    int exponent = (half >> 10) & 0x1f;
    int fraction = half & 0x3ff;
    float sign = half < 0 ? -1 : 1;
    return switch (exponent) {
      case 0 -> sign * fraction * 0x1p-24f;
      case 0x1f -> fraction == 0 ? sign * Float.POSITIVE_INFINITY : Float.NaN;
      default -> sign * Math.scalb(1 + fraction / 1024f, exponent - 15);
    };
  }
}
