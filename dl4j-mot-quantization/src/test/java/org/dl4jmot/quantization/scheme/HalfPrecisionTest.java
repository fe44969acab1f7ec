package org.dl4jmot.quantization.scheme;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class HalfPrecisionTest {
  private static final int LARGEST = 0x7bff;

  @Test
  void everyHalfComesBack() {
    for (int half = 0; half <= LARGEST; half++) {
      assertEquals((short) half, HalfPrecision.bits((float) value(half)));
      assertEquals((short) (half | 0x8000), HalfPrecision.bits((float) -value(half)));
    }
  }

  @Test
  void betweenTwoHalvesTheNearerWinsAndTheEvenAtATie() {
    for (int half = 0; half < LARGEST; half++) {
      float middle = (float) ((value(half) + value(half + 1)) / 2);
      int even = (half & 1) == 0 ? half : half + 1;
      assertEquals((short) even, HalfPrecision.bits(middle), "tie above " + half);
      assertEquals((short) half, HalfPrecision.bits(Math.nextDown(middle)));
      assertEquals((short) (half + 1), HalfPrecision.bits(Math.nextUp(middle)));
    }
  }

  @Test
  void tellsWhatWouldOverflow() {
    assertTrue(HalfPrecision.holds(65504));
    assertTrue(HalfPrecision.holds(Math.nextDown(65520f)));
    assertFalse(HalfPrecision.holds(65520));
    assertFalse(HalfPrecision.holds(-1e9f));
    assertEquals((short) LARGEST, HalfPrecision.bits(Math.nextDown(65520f)));
  }

  @Test
  void floatsBelowAllHalvesBecomeZeroOfTheirSign() {
    assertEquals((short) 0x8000, HalfPrecision.bits(-Float.MIN_VALUE));
    assertEquals((short) 0, HalfPrecision.bits(0x1p-25f));
  }

  // IEEE 754 binary16: 5 bits of exponent, bias 15, 10 bits of fraction.
  private static double value(int half) {
    int exponent = half >> 10;
    int fraction = half & 0x3ff;
    return exponent == 0
        ? Math.scalb((double) fraction, -24)
        : Math.scalb(1024.0 + fraction, exponent - 25);
  }
}
