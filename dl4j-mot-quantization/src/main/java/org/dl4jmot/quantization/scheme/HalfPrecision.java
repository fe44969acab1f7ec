package org.dl4jmot.quantization.scheme;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;

/** Conversion to IEEE 754 half precision, to nearest, ties to even; Java 17 has none. */
final class HalfPrecision {
  // Half of the distance between the largest half, 65504, and what would come next.
  private static final float FIRST_OVERFLOW = 65520;
  // 2^-14: below it halves are multiples of 2^-24.
  private static final float SMALLEST_NORMAL = 0x1p-14f;

  private HalfPrecision() {}

  /** Whether a finite value stays finite. */
  static boolean holds(float value) {
    return Math.abs(value) < FIRST_OVERFLOW;
  }

  static ConstantData of(float[] values) {
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.multiplyExact(values.length, Short.BYTES))
            .order(ByteOrder.LITTLE_ENDIAN);
    for (float value : values) {
      bytes.putShort(bits(value));
    }
    return ConstantData.wrap(DataType.FLOAT16, bytes.flip());
  }

  static short bits(float value) {
    int sign = (Float.floatToRawIntBits(value) >>> 16) & 0x8000;
    float magnitude = Math.abs(value);
    // rint rounds ties to even; a magnitude that rounds up to 2^-14 carries into the exponent.
    int half =
        magnitude < SMALLEST_NORMAL
            ? (int) Math.rint(magnitude * 0x1p24)
            : normal(Float.floatToRawIntBits(magnitude));
    return (short) (sign | half);
  }

  // Rebases the exponent from 127 to 15 and drops 13 bits of the mantissa.
  private static int normal(int bits) {
    int rebased = bits - ((127 - 15) << 23);
    int kept = rebased >>> 13;
    int dropped = rebased & 0x1fff;
    boolean up = dropped > 0x1000 || (dropped == 0x1000 && (kept & 1) == 1);
    return up ? kept + 1 : kept;
  }
}
