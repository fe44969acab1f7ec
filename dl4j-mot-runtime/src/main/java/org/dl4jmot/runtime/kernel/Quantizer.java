package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Real values to 8 bits: {@code clamp(round(value / scale) + zeroPoint)}, divided in double
 * precision as LiteRT's QUANTIZE does, halves away from zero. NaN becomes the zero point.
 */
final class Quantizer {
  private final double scale;
  private final int zeroPoint;
  private final IntegerRange range;

  Quantizer(QuantizationParameters quantization, IntegerRange range) {
    scale = quantization.scale();
    zeroPoint = quantization.zeroPoint();
    this.range = range;
  }

  byte apply(float value) {
    // Any quotient beyond 1000 ends at the range's border; limited, the sum cannot overflow.
    double quotient = Math.min(1000, Math.max(-1000, value / scale));
    return (byte) range.clamp(Rounding.halfAwayFromZero(quotient) + zeroPoint);
  }
}
