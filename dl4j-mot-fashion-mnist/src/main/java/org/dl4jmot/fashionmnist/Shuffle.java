package org.dl4jmot.fashionmnist;

import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * A random order for every pass, a function of seed and pass alone.
 *
 * @param size number of elements
 * @param seed makes the orders reproducible
 */
record Shuffle(int size, long seed) implements Order {
  @Override
  public int[] ofPass(int pass) {
    int[] order = IntStream.range(0, size).toArray();
    // The odd constant keeps pass 1 of seed 1 apart from pass 0 of seed 2.
    SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + pass);
    for (int i = size - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int swapped = order[i];
      order[i] = order[other];
      order[other] = swapped;
    }
    return order;
  }
}
