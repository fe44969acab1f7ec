package org.dl4jmot.runtime.kernel;

import java.util.function.DoubleUnaryOperator;

/**
 * A function on [-32768, 32767] as LiteRT's 16-bit tables give it: 513 samples, each moved by half
 * the error of interpolation in the middle of its step, and a line between them.
 */
final class Int16Table {
  private static final int STEPS = 512;
  private static final int FRACTION_BITS = 7;

  private final short[] samples = new short[STEPS + 1];

  /**
   * Tabulates.
   *
   * @param from input that -32768 stands for
   * @param to input that 32767 stands for
   * @param scale integers of the result per unit
   * @param function the function
   */
  Int16Table(double from, double to, double scale, DoubleUnaryOperator function) {
    double step = (to - from) / STEPS;
    double halfStep = step / 2;
    for (int i = 0; i < STEPS; i++) {
      double value = function.applyAsDouble(from + i * step) * scale;
      double middle = function.applyAsDouble(from + i * step + halfStep) * scale;
      double next = function.applyAsDouble(from + (i + 1) * step) * scale;
      double sample = round(value);
      double error = round((next + sample) / 2) - round(middle);
      samples[i] = saturated(sample - round(error / 2));
    }
    samples[STEPS] = saturated(round(function.applyAsDouble(to) * scale));
  }

  private static double round(double value) {
    return Rounding.halfAwayFromZero(value);
  }

  private static short saturated(double value) {
    return (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, value));
  }

  int at(int value) {
    int index = STEPS / 2 + (value >> FRACTION_BITS);
    int rest = value & ((1 << FRACTION_BITS) - 1);
    int slope = (short) (samples[index + 1] - samples[index]);
    int delta = (slope * rest + (1 << (FRACTION_BITS - 1))) >> FRACTION_BITS;
    return (short) (samples[index] + delta);
  }
}
