package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The integers a result may take.
 *
 * @param min least value
 * @param max greatest value
 */
record IntegerRange(int min, int max) {
  /** Beyond every bound of a type, and far from overflow. */
  private static final int FAR = 1 << 20;

  /** All values of an 8-bit or 16-bit type. */
  static IntegerRange of(DataType type) {
    return switch (type) {
      case UINT8 -> new IntegerRange(0, 255);
      case INT16 -> new IntegerRange(Short.MIN_VALUE, Short.MAX_VALUE);
      default -> new IntegerRange(Byte.MIN_VALUE, Byte.MAX_VALUE);
    };
  }

  /** The values of a quantized result that a fused activation lets through. */
  static IntegerRange of(Tensor result, Activation activation) {
    IntegerRange type = of(result.type());
    QuantizationParameters quantization = result.requireQuantization();
    int from = Math.max(type.min, bound(activation.min(), quantization, type.min));
    int to = Math.min(type.max, bound(activation.max(), quantization, type.max));
    return new IntegerRange(from, to);
  }

  private static int bound(float real, QuantizationParameters quantization, int unbounded) {
    if (Float.isInfinite(real)) {
      return unbounded;
    }
    long bound = (long) Rounding.halfAwayFromZero(real / quantization.scale());
    return (int) Math.min(FAR, Math.max(-FAR, bound + quantization.zeroPoint()));
  }

  /** The nearest value inside; where min exceeds max, max. */
  int clamp(int value) {
    return Math.min(max, Math.max(min, value));
  }
}
