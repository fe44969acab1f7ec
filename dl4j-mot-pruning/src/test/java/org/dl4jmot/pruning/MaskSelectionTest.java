package org.dl4jmot.pruning;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MaskSelectionTest {
  /** Against sorting all indices by score, then index. */
  @Test
  void lowestScoresArePrunedTiesInOrder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int run = 0; run < 500; run++) {
      int length = 1 + random.nextInt(200);
      int values = 1 + random.nextInt(50);
      double[] scores = random.ints(length, 0, values).asDoubleStream().toArray();
      int count = random.nextInt(length + 1);

      Mask mask = LowestScores.mask(scores, count);

      BitSet expected = new BitSet();
      IntStream.range(0, length)
          .boxed()
          .sorted((a, b) -> Double.compare(scores[a], scores[b]))
          .limit(count)
          .forEach(expected::set);
      assertEquals(Mask.of(length, expected), mask, "seed " + seed);
    }
  }

  /** The search for the threshold ran out of the array. */
  @Test
  void scoreThatIsNoNumberCountsAsTheHighest() {
    double[] scores = {Double.NaN, 3, Double.NaN, 1, 2};

    assertEquals(mask(5, 3, 4), LowestScores.mask(scores, 2));
    assertEquals(mask(5, 0, 1, 3, 4), LowestScores.mask(scores, 4));
  }

  @Test
  void perLayerGivesEachKernelTheSparsity() {
    List<Mask> masks =
        Threshold.PER_LAYER.masks(List.of(new double[] {1, 2, 3, 4}, new double[] {50, 10}), 0.5);

    assertEquals(List.of(mask(4, 0, 1), mask(2, 1)), masks);
    assertTrue(Threshold.PER_LAYER.realised(masks, 0.5));
  }

  @Test
  void globalSeeksTheLowestInAllKernels() {
    List<Mask> masks =
        Threshold.GLOBAL.masks(List.of(new double[] {1, 2, 3, 4}, new double[] {50, 10}), 0.5);

    assertEquals(List.of(mask(4, 0, 1, 2), mask(2)), masks);
    assertTrue(Threshold.GLOBAL.realised(masks, 0.5));
  }

  @Test
  void masksSurviveEncoding() {
    Mask mask = mask(77, 0, 3, 64, 76);

    assertEquals(mask, Mask.decode(mask.encode()));
    assertEquals(mask(5), Mask.decode(mask(5).encode()));
    assertEquals(4, mask.prunedCount());
  }

  @Test
  void malformedMasksAreRejected() {
    for (String text : List.of("", "3", "x:AA==", "3:*", "1:/w==")) {
      assertThrows(IllegalArgumentException.class, () -> Mask.decode(text), text);
    }
  }

  private static Mask mask(int length, int... pruned) {
    BitSet bits = new BitSet();
    Arrays.stream(pruned).forEach(bits::set);
    return Mask.of(length, bits);
  }
}
