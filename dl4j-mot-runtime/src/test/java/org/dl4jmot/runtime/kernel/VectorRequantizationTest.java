package org.dl4jmot.runtime.kernel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Random;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@link VectorRequantization} against {@link Requantization}, sum by sum. */
class VectorRequantizationTest {
  private static final int CHANNELS = 3;
  private static final int MOST_SUM = 1 << 24;

  private final int[] bias = new int[CHANNELS];
  private final byte[] expected = new byte[3 * 4096];
  private final float[] sums = new float[expected.length];
  private int exactly;

  private int exact(int index) {
    exactly++;
    return (int) sums[index];
  }

  private Requantization requantization(double factor, Ties ties, Random random) {
    float[] weights = new float[CHANNELS];
    for (int c = 0; c < CHANNELS; c++) {
      weights[c] = (float) (factor * (1 + random.nextDouble()));
      bias[c] = (int) ((random.nextDouble() - 0.5) * Math.min(1e9, 400 / factor));
    }
    return Requantization.perChannel(
        1,
        QuantizationParameters.symmetricPerAxis(weights, 0),
        QuantizationParameters.perTensor(1, random.nextInt(256) - 128),
        new IntegerRange(-128 + random.nextInt(100), 127 - random.nextInt(100)),
        ties,
        CHANNELS);
  }

  /** Sums whose results lie in the range and beyond, many of them within a unit of a middle. */
  private void drawSums(double factor, Random random) {
    for (int i = 0; i < sums.length; i++) {
      double result = (random.nextDouble() - 0.5) * 600;
      double middle = random.nextBoolean() ? result : Math.floor(result) + 0.5;
      double sum = middle / factor - bias[i % CHANNELS] + random.nextInt(5) - 2;
      sums[i] = (int) Math.max(-MOST_SUM, Math.min(MOST_SUM, sum));
    }
    sums[0] = MOST_SUM;
    sums[1] = -MOST_SUM;
  }

  @ParameterizedTest
  @CsvSource({
    "UP,0.6",
    "UP,0.3",
    "UP,0.06",
    "UP,0.01",
    "UP,0.0012",
    "UP,1e-4",
    "UP,1e-6",
    "UP,1.7",
    "AWAY_FROM_ZERO,0.6",
    "AWAY_FROM_ZERO,0.1",
    "AWAY_FROM_ZERO,0.01",
    "AWAY_FROM_ZERO,0.001",
    "AWAY_FROM_ZERO,2e-5",
    "AWAY_FROM_ZERO,1.2"
  })
  void givesTheSameResults(Ties ties, double factor) {
    for (int seed = 0; seed < 20; seed++) {
      Random random = new Random(seed);
      Requantization each = requantization(factor, ties, random);
      drawSums(each.factor(0), random);
      for (int i = 0; i < expected.length; i++) {
        expected[i] = each.apply((int) sums[i] + bias[i % CHANNELS], i % CHANNELS);
      }
      VectorRequantization vector = new VectorRequantization(each, bias, sums.length);
      byte[] results = new byte[expected.length];
      vector.applyToChannels(sums, this::exact, sums.length, results, 0);
      assertArrayEquals(expected, results, "along channels, seed " + seed);
      checkPositions(each, vector, seed);
    }
  }

  private void checkPositions(Requantization each, VectorRequantization vector, int seed) {
    byte[] results = new byte[2 * sums.length];
    vector.applyToPositions(sums, this::exact, sums.length, 1, results, 0, 2);
    for (int i = 0; i < sums.length; i++) {
      byte wanted = each.apply((int) sums[i] + bias[1], 1);
      assertTrue(wanted == results[2 * i], "along positions, seed " + seed + ", sum " + sums[i]);
    }
  }

  @ParameterizedTest
  @CsvSource({"UP,0.001,0.01", "AWAY_FROM_ZERO,0.001,0.02"})
  void computesFewSumsExactly(Ties ties, double factor, double most) {
    Random random = new Random(5);
    Requantization each = requantization(factor, ties, random);
    for (int i = 0; i < sums.length; i++) {
      sums[i] = (int) ((random.nextDouble() - 0.5) * 400 / factor);
    }
    exactly = 0;
    new VectorRequantization(each, bias, sums.length)
        .applyToChannels(sums, this::exact, sums.length, new byte[sums.length], 0);
    assertTrue(exactly < most * sums.length, exactly + " of " + sums.length);
  }
}
