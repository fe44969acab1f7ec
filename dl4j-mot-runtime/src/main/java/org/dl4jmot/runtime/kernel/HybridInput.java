package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Float activations quantized to int8 while the graph runs, as the hybrid kernels (float
 * activations, int8 weights) need them: one scale and zero point for a whole sample, from its own
 * range.
 */
abstract class HybridInput {
  private static final int MIN = -128;
  private static final int MAX = 127;

  private final byte[] quantized;
  private float scale;
  private int zeroPoint;

  private HybridInput(int size) {
    quantized = new byte[size];
  }

  /** Scale from the largest magnitude, values in [-127, 127], zero point 0. */
  static HybridInput symmetric(int size) {
    return new Symmetric(size);
  }

  /** Scale and zero point from minimum and maximum, widened to contain 0. */
  static HybridInput asymmetric(int size) {
    return new Asymmetric(size);
  }

  /** Quantizes one sample. */
  abstract void quantize(float[] values, int from);

  final byte[] quantized() {
    return quantized;
  }

  final float scale() {
    return scale;
  }

  final int zeroPoint() {
    return zeroPoint;
  }

  private void setRange(float newScale, int newZeroPoint) {
    scale = newScale;
    zeroPoint = newZeroPoint;
  }

  final float least(float[] values, int from) {
    float least = 0;
    for (int i = from; i < from + quantized.length; i++) {
      least = Math.min(least, values[i]);
    }
    return least;
  }

  final float greatest(float[] values, int from) {
    float greatest = 0;
    for (int i = from; i < from + quantized.length; i++) {
      greatest = Math.max(greatest, values[i]);
    }
    return greatest;
  }

  private static final class Symmetric extends HybridInput {
    Symmetric(int size) {
      super(size);
    }

    @Override
    void quantize(float[] values, int from) {
      byte[] target = quantized();
      float range = Math.max(greatest(values, from), -least(values, from));
      if (range == 0) {
        Arrays.fill(target, (byte) 0);
        super.setRange(1, 0);
        return;
      }
      super.setRange(range / MAX, 0);
      float inverse = MAX / range;
      for (int i = 0; i < target.length; i++) {
        int rounded = Rounding.halfAwayFromZero(values[from + i] * inverse);
        target[i] = (byte) Math.min(MAX, Math.max(-MAX, rounded));
      }
    }
  }

  private static final class Asymmetric extends HybridInput {
    Asymmetric(int size) {
      super(size);
    }

    @Override
    void quantize(float[] values, int from) {
      byte[] target = quantized();
      double least = least(values, from);
      double greatest = greatest(values, from);
      if (least == greatest) {
        Arrays.fill(target, (byte) 0);
        super.setRange(1, 0);
        return;
      }
      double step = (greatest - least) / (MAX - MIN);
      int zero = zeroPoint(least / step, greatest / step);
      super.setRange((float) step, zero);
      float inverse = 1 / scale();
      for (int i = 0; i < target.length; i++) {
        int rounded = Rounding.halfAwayFromZero(zero + values[from + i] * inverse);
        target[i] = (byte) Math.min(MAX, Math.max(MIN, rounded));
      }
    }

    /** From the end of the range where the division loses less. */
    private static int zeroPoint(double least, double greatest) {
      double fromLeast = MIN - least;
      double fromGreatest = MAX - greatest;
      boolean lowerEnd = -MIN + Math.abs(least) < MAX + Math.abs(greatest);
      double exact = lowerEnd ? fromLeast : fromGreatest;
      return Rounding.halfAwayFromZero(Math.min(MAX, Math.max(MIN, exact)));
    }
  }
}
