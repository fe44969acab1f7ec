package org.dl4jmot.pruning;

import java.util.Optional;

/** What all that takes a sparsity asks of it. */
final class Sparsities {
  private Sparsities() {}

  static Optional<String> problem(String name, double sparsity) {
    return sparsity >= 0 && sparsity < 1
        ? Optional.empty()
        : Optional.of(name + " must be in [0, 1): " + sparsity);
  }

  /** How many of so many weights are pruned: the whole number nearest to the exact share. */
  static long prunedOf(long weights, double sparsity) {
    return Math.round(weights * sparsity);
  }
}
