package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.junit.jupiter.api.Test;

class ActivationRangeTest {

  @Test
  void rectifiedRangeUsesAllIntegersAboveZero() {
    QuantizationParameters parameters = new ActivationRange(0, 6).parameters();
    assertEquals(-128, parameters.zeroPoint());
    assertEquals(6 / 255f, parameters.scale());
  }

  @Test
  void positiveRangeIsWidenedToZero() {
    assertEquals(new ActivationRange(0, 5).parameters(), new ActivationRange(2, 5).parameters());
  }

  @Test
  void negativeRangeIsWidenedToZero() {
    QuantizationParameters parameters = new ActivationRange(-5, -2).parameters();
    assertEquals(127, parameters.zeroPoint());
    assertEquals(5 / 255f, parameters.scale());
  }

  @Test
  void rangeOfNothingButZeroGetsAValidScale() {
    QuantizationParameters parameters = new ActivationRange(0, 0).parameters();
    assertEquals(ActivationRange.SCALE_OF_ZERO, parameters.scale());
    assertEquals(-128, parameters.zeroPoint());
  }

  @Test
  void tinyRangeGetsTheSmallestScale() {
    assertEquals(
        ActivationRange.SMALLEST_SCALE,
        new ActivationRange(0, Float.MIN_VALUE).parameters().scale());
  }

  @Test
  void hugeRangeGetsAFiniteScale() {
    QuantizationParameters parameters =
        new ActivationRange(-Float.MAX_VALUE, Float.MAX_VALUE).parameters();
    assertEquals((float) (2.0 * Float.MAX_VALUE / 255), parameters.scale());
  }

  @Test
  void zeroIsExactAndBothEndsAreWithinAScale() {
    long seed = 20240501;
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      float a = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8) - 4));
      float b = (float) (random.nextGaussian() * Math.pow(10, random.nextInt(8) - 4));
      ActivationRange range = new ActivationRange(Math.min(a, b), Math.max(a, b));
      QuantizationParameters parameters = range.parameters();
      AffineQuantization affine =
          new AffineQuantization(parameters.scale(), parameters.zeroPoint(), IntegerRange.INT8);
      assertEquals(0f, affine.fakeQuantize(0), "seed " + seed + " " + range);
      // Nudging shifts the range by at most half a scale; float rounding adds far below 1 %.
      float tolerance = 0.51f * affine.scale();
      assertTrue(Math.abs(Math.min(range.min(), 0) - affine.min()) <= tolerance, range.toString());
      assertTrue(Math.abs(Math.max(range.max(), 0) - affine.max()) <= tolerance, range.toString());
    }
  }

  @Test
  void quantizingRoundsHalvesAwayFromZeroAndSaturates() {
    AffineQuantization affine = new AffineQuantization(1, 10, IntegerRange.INT8);
    assertEquals(13, affine.quantize(2.5f));
    assertEquals(7, affine.quantize(-2.5f));
    assertEquals(127, affine.quantize(Float.MAX_VALUE));
    assertEquals(127, affine.quantize(Float.POSITIVE_INFINITY));
    assertEquals(-128, affine.quantize(Float.NEGATIVE_INFINITY));
    assertEquals(10, affine.quantize(Float.NaN));
  }

  @Test
  void unusableRangesAreRefused() {
    assertThrows(IllegalArgumentException.class, () -> new ActivationRange(1, 0));
    assertThrows(IllegalArgumentException.class, () -> new ActivationRange(Float.NaN, 0));
    assertThrows(
        IllegalArgumentException.class, () -> new ActivationRange(0, Float.POSITIVE_INFINITY));
  }
}
