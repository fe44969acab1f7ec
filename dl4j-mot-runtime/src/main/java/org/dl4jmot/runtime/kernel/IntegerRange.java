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
  /** All values of an 8-bit type. */
  static IntegerRange of(DataType type) {
    return type == DataType.UINT8 ? new IntegerRange(0, 255) : new IntegerRange(-128, 127);
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
    return (int) Math.min(1000, Math.max(-1000, bound + quantization.zeroPoint()));
  }

  /** The nearest value inside; where min exceeds max, max. */
  int clamp(int value) {
    return Math.min(max, Math.max(min, value));
  }
}
