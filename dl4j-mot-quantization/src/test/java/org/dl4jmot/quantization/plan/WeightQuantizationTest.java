package org.dl4jmot.quantization.plan;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;
import org.junit.jupiter.api.Test;

class WeightQuantizationTest {

  @Test
  void eachChannelIsScaledToItsOwnLargestWeight() {
    float[] weights = {1, -2, 500, 1000};
    QuantizationParameters parameters = perChannel(weights, Shape.of(2, 2), 0);
    assertArrayEquals(new float[] {2 / 127f, 1000 / 127f}, parameters.scales());
    assertArrayEquals(
        new byte[] {64, -127, 64, 127},
        WeightQuantization.quantize(weights, Shape.of(2, 2), parameters, 8));
  }

  @Test
  void lastAxisMayHoldTheChannels() {
    float[] weights = {1, -200, 0.5f, 100};
    QuantizationParameters parameters = perChannel(weights, Shape.of(1, 1, 2, 2), 3);
    assertArrayEquals(new float[] {1 / 127f, 200 / 127f}, parameters.scales());
    assertArrayEquals(
        new byte[] {127, -127, 64, 64},
        WeightQuantization.quantize(weights, Shape.of(1, 1, 2, 2), parameters, 8));
  }

  @Test
  void channelOfZerosTakesTheScaleOfTheTensor() {
    QuantizationParameters parameters =
        perChannel(new float[] {0, 0, -3, 1, 1, 1}, Shape.of(3, 2), 0);
    assertArrayEquals(new float[] {3 / 127f, 3 / 127f, 1 / 127f}, parameters.scales());
  }

  @Test
  void tensorOfZerosGetsAValidScale() {
    QuantizationParameters parameters = perChannel(new float[4], Shape.of(2, 2), 0);
    assertArrayEquals(new float[] {1 / 127f, 1 / 127f}, parameters.scales());
  }

  @Test
  void fewerBitsUseFewerIntegers() {
    float[] weights = {7, -3.5f, 1};
    QuantizationParameters parameters =
        WeightQuantization.parameters(weights, Shape.of(1, 3), 0, Granularity.PER_TENSOR, 4);
    assertEquals(1f, parameters.scale());
    assertArrayEquals(
        new byte[] {7, -4, 1}, WeightQuantization.quantize(weights, Shape.of(1, 3), parameters, 4));
  }

  @Test
  void quantizingIsWithinHalfAScale() {
    long seed = 7;
    Random random = new Random(seed);
    Shape shape = Shape.of(5, 3, 3, 4);
    float[] weights = new float[shape.elements()];
    for (int i = 0; i < weights.length; i++) {
      weights[i] = (float) (random.nextGaussian() * Math.pow(10, i / 36 - 2));
    }
    QuantizationParameters parameters = perChannel(weights, shape, 0);
    byte[] quantized = WeightQuantization.quantize(weights, shape, parameters, 8);
    for (int i = 0; i < weights.length; i++) {
      float scale = parameters.scale(i / 36);
      // Half a scale, and the rounding of the division and the addition.
      assertTrue(
          Math.abs(weights[i] - scale * quantized[i]) <= 0.5001f * scale, "seed " + seed + " " + i);
    }
  }

  @Test
  void weightsThatAreNoNumbersAreRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> perChannel(new float[] {1, Float.NaN}, Shape.of(1, 2), 0));
  }

  private static QuantizationParameters perChannel(float[] weights, Shape shape, int axis) {
    return WeightQuantization.parameters(weights, shape, axis, Granularity.PER_CHANNEL, 8);
  }
}
