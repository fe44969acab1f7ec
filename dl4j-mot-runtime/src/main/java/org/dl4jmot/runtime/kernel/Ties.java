package org.dl4jmot.runtime.kernel;

/**
 * Where a shift to the right rounds halves. LiteRT on x86-64 has both: matrix products (CONV_2D,
 * FULLY_CONNECTED) run in another library than all other operations.
 */
enum Ties {
  /** -1.5 becomes -2, 1.5 becomes 2. */
  AWAY_FROM_ZERO(1),
  /** -1.5 becomes -1, 1.5 becomes 2. */
  UP(0);

  private final int negativeNudge;

  Ties(int negativeNudge) {
    this.negativeNudge = negativeNudge;
  }

  /** What is taken from negative values before halves are rounded up. */
  int negativeNudge() {
    return negativeNudge;
  }
}
