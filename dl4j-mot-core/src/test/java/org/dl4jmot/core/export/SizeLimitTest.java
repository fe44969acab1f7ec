package org.dl4jmot.core.export;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.dl4jmot.core.freeze.UnsupportedNetworkException.Item;
import org.junit.jupiter.api.Test;

/** What exceeds 2 GB is refused with its size and the way out. */
class SizeLimitTest {
  private static final long MILLION = 1_000_000;

  @Test
  void aNetworkOfLessThanTwoGigabytesPasses() {
    assertEquals(List.of(), SizeLimit.problems(Map.of("0_W", 500 * MILLION), Float.BYTES));
  }

  @Test
  void weightsOverTwoGigabytesTogetherAreRefusedAsFloats() {
    Map<String, Long> weights = Map.of("0_W", 400 * MILLION, "1_W", 400 * MILLION);
    Item problem = SizeLimit.problems(weights, Float.BYTES).get(0);
    assertEquals("they take 3.2 GB in the file, and a .tflite file holds 2 GB", problem.reason());
    assertEquals(
        "Quantize (int8 takes a quarter of float32) or shrink the network", problem.remedy());
  }

  @Test
  void theSameWeightsPassAsIntegers() {
    Map<String, Long> weights = Map.of("0_W", 400 * MILLION, "1_W", 400 * MILLION);
    assertEquals(List.of(), SizeLimit.problems(weights, Byte.BYTES));
  }

  @Test
  void aParameterOverTwoGigabytesIsRefusedByName() {
    Item problem = SizeLimit.problems(Map.of("fc_W", 600 * MILLION), Byte.BYTES).get(0);
    assertEquals("fc_W", problem.name());
    assertEquals("it takes 2.4 GB as float32, more than 2 GB", problem.reason());
  }
}
