package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Real values to 8 or 16 bits: {@code clamp(round(value / scale) + zeroPoint)}, divided in double
 * precision as LiteRT's QUANTIZE does, halves away from zero. NaN becomes the zero point.
 */
final class Quantizer {
  private static final double FAR = 1 << 20;

  private final double scale;
  private final int zeroPoint;
  private final IntegerRange range;

  Quantizer(QuantizationParameters quantization, IntegerRange range) {
    scale = quantization.scale();
    zeroPoint = quantization.zeroPoint();
    this.range = range;
  }

  byte apply(float value) {
    return (byte) integer(value);
  }

  /** As {@link #apply}, for 16 bits too. */
  int integer(float value) {
    // Any quotient beyond it ends at the range's border; limited, the sum cannot overflow.
    double limited = Math.min(FAR, Math.max(-FAR, value / scale));
    return range.clamp(Rounding.halfAwayFromZero(limited) + zeroPoint);
  }
}
