package org.dl4jmot.examples.random;

import java.util.List;
import java.util.Random;

/** Random choices, all determined by a seed. Not thread-safe. */
final class Draw {
  private final Random random;

  Draw(long seed) {
    this.random = new Random(seed * 0x9E3779B97F4A7C15L);
  }

  /** An independent stream, for a part whose choices must not move those of other parts. */
  Draw fork() {
    return new Draw(random.nextLong());
  }

  /** A whole number, both bounds included. */
  int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** A real number in [least, most). */
  double real(double least, double most) {
    return least + random.nextDouble() * (most - least);
  }

  /** A standard normal number. */
  double normal() {
    return random.nextGaussian();
  }

  /** True with a probability. */
  boolean chance(double probability) {
    return random.nextDouble() < probability;
  }

  /** Two whole numbers, mostly the least one where it is the usual one. */
  int[] pair(int least, int most, double probabilityOfLeast) {
    return chance(probabilityOfLeast)
        ? new int[] {least, least}
        : new int[] {between(least, most), between(least, most)};
  }

  /** One of some. */
  @SafeVarargs
  final <T> T of(T... choices) {
    return choices[random.nextInt(choices.length)];
  }

  /** One of some. */
  <T> T of(List<T> choices) {
    return choices.get(random.nextInt(choices.size()));
  }
}
