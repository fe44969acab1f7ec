package org.dl4jmot.quantization.train.fake;

import java.nio.DoubleBuffer;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Rounds the elements of an array to a {@link Grid} (fake quantization, Jacob et al. 2018, arXiv
 * 1712.05877). Rounding is that of {@link org.dl4jmot.quantization.plan.AffineQuantization}, bit
 * for bit; values outside go to the nearest end.
 *
 * <p>The loops run over chunks that fit the first-level cache and hold nothing but arithmetic,
 * minima and maxima, which the JIT compiler vectorises; casts to int it does not (JDK 17).
 */
public final class FakeQuantization {
  private static final int CHUNK = 2048;

  /** Adding and subtracting it rounds a float below 2^22 to the nearest integer, ties to even. */
  private static final float ROUNDER = 3 << 22;

  private static final float ANY_EXCESS_IS_MORE_THAN_ONE = 0x1p30f;

  /** Far above float's rounding of a value in steps, far below the distance of two means. */
  private static final double NEARLY = 1e-4;

  private FakeQuantization() {}

  /** Whether an array can be worked on in place: its elements lie in memory without gaps. */
  public static boolean worksInPlace(INDArray array) {
    return DenseArray.isDense(array);
  }

  /** Smallest and largest element of a dense array. */
  public static Range range(INDArray array) {
    return DenseArray.isFloat(array) ? floatRange(array) : doubleRange(array);
  }

  /**
   * Rounds a dense array to the grid, in place.
   *
   * @return the elements that lay outside the grid's range
   */
  public static Clipped quantize(INDArray array, Grid grid) {
    return quantize(array, grid, Range.UNKNOWN);
  }

  /**
   * Rounds a dense array to the grid, in place.
   *
   * @param extremes range of its elements, which spares looking for clipped ones where there are
   *     none
   * @return the elements that lay outside the grid's range
   */
  static Clipped quantize(INDArray array, Grid grid, Range extremes) {
    Clipped clipped = new Clipped(array);
    if (DenseArray.isFloat(array)) {
      quantizeFloats(DenseArray.floats(array), grid, extremes.isWithin(grid), clipped);
    } else {
      quantizeDoubles(DenseArray.doubles(array), grid, clipped);
    }
    return clipped;
  }

  /**
   * Rounds a dense array to the grid, in place, as one integer kernel does.
   *
   * @param alignment how the kernel rounds; null for plain rounding
   */
  public static void quantizeAligned(INDArray array, Grid grid, Alignment alignment) {
    int axis = alignment == null || array.rank() == 2 ? 1 : alignment.channelAxis();
    boolean applies =
        alignment != null
            && DenseArray.isFloat(array)
            && array.size(axis) == alignment.steps().length;
    if (applies) {
      int inner = array.stride(axis);
      align(DenseArray.floats(array), grid, alignment.steps(), inner);
    } else {
      quantize(array, grid);
    }
  }

  /**
   * Rounds means of grid values to the grid, in place, as AVERAGE_POOL_2D does: the integers, zero
   * point included, half away from 0. Halves are frequent there, so a float that is one but for its
   * rounding counts as one.
   */
  static void quantizeMeans(INDArray array, Grid grid) {
    if (!DenseArray.isFloat(array) || !DenseArray.isDense(array)) {
      return;
    }
    FloatBuffer memory = DenseArray.floats(array);
    for (int i = 0; i < memory.limit(); i++) {
      double integer = memory.get(i) / grid.scale() + grid.zeroPoint();
      double rounded = Math.copySign(Math.floor(Math.abs(integer) + 0.5 + NEARLY), integer);
      memory.put(i, (float) ((rounded - grid.zeroPoint()) * grid.scale()));
    }
  }

  private static void align(FloatBuffer memory, Grid grid, float[] added, int inner) {
    float scale = (float) grid.scale();
    float lowest = grid.lowest() - grid.zeroPoint();
    float highest = grid.highest() - grid.zeroPoint();
    float[] values = new float[memory.remaining()];
    memory.get(values).rewind();
    for (int i = 0; i < values.length; i++) {
      double steps = (double) values[i] / scale + added[i / inner % added.length];
      values[i] = (float) Math.max(lowest, Math.min(highest, Math.floor(steps + 0.5))) * scale;
    }
    memory.put(values);
  }

  private static Range floatRange(INDArray array) {
    FloatBuffer memory = DenseArray.floats(array);
    float[] chunk = new float[CHUNK];
    float[] low = new float[CHUNK];
    float[] high = new float[CHUNK];
    Arrays.fill(low, Float.POSITIVE_INFINITY);
    Arrays.fill(high, Float.NEGATIVE_INFINITY);
    while (memory.hasRemaining()) {
      int n = Math.min(CHUNK, memory.remaining());
      memory.get(chunk, 0, n);
      widen(low, high, chunk, n);
    }
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < CHUNK; i++) {
      min = Math.min(min, low[i]);
      max = Math.max(max, high[i]);
    }
    return new Range(min, max);
  }

  private static void widen(float[] low, float[] high, float[] chunk, int n) {
    for (int i = 0; i < n; i++) {
      low[i] = Math.min(low[i], chunk[i]);
      high[i] = Math.max(high[i], chunk[i]);
    }
  }

  private static Range doubleRange(INDArray array) {
    DoubleBuffer memory = DenseArray.doubles(array);
    double min = Double.POSITIVE_INFINITY;
    double max = Double.NEGATIVE_INFINITY;
    while (memory.hasRemaining()) {
      double value = memory.get();
      min = Math.min(min, value);
      max = Math.max(max, value);
    }
    return new Range(min, max);
  }

  private static void quantizeFloats(
      FloatBuffer memory, Grid grid, boolean noneOutside, Clipped clipped) {
    float[] chunk = new float[CHUNK];
    float min = (float) grid.min();
    float max = (float) grid.max();
    int length = memory.remaining();
    for (int start = 0; start < length; start += CHUNK) {
      int n = Math.min(CHUNK, length - start);
      memory.position(start);
      memory.get(chunk, 0, n);
      if (!noneOutside) {
        recordOutside(chunk, n, start, min, max, clipped);
      }
      round(chunk, n, grid);
      memory.position(start);
      memory.put(chunk, 0, n);
    }
  }

  private static void recordOutside(
      float[] chunk, int n, int start, float min, float max, Clipped clipped) {
    for (int i = 0; i < n; i++) {
      float value = chunk[i];
      if (value < min || value > max) {
        clipped.add(start + i);
      }
    }
  }

  private static void round(float[] chunk, int n, Grid grid) {
    float scale = (float) grid.scale();
    float lowest = grid.lowest() - grid.zeroPoint();
    float highest = grid.highest() - grid.zeroPoint();
    for (int i = 0; i < n; i++) {
      float steps = Math.max(lowest, Math.min(highest, chunk[i] / scale));
      // half away from zero: each sign by itself, of which one is 0
      chunk[i] = (roundHalfUp(Math.max(steps, 0)) - roundHalfUp(Math.max(-steps, 0))) * scale;
    }
  }

  /** floor(value + 0.5f) in float arithmetic, for values from 0 to 2^21. */
  private static float roundHalfUp(float value) {
    float shifted = value + 0.5f;
    float nearest = shifted + ROUNDER - ROUNDER;
    float above = Math.max(nearest - shifted, 0);
    return nearest - Math.min(above * ANY_EXCESS_IS_MORE_THAN_ONE, 1);
  }

  private static void quantizeDoubles(DoubleBuffer memory, Grid grid, Clipped clipped) {
    double lowest = grid.lowest() - grid.zeroPoint();
    double highest = grid.highest() - grid.zeroPoint();
    for (int i = 0; i < memory.limit(); i++) {
      double value = memory.get(i);
      if (value < grid.min() || value > grid.max()) {
        clipped.add(i);
      }
      double steps = Math.max(lowest, Math.min(highest, value / grid.scale()));
      memory.put(i, Math.copySign(Math.floor(Math.abs(steps) + 0.5), steps) * grid.scale());
    }
  }
}
