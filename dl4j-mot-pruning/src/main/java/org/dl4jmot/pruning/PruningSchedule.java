package org.dl4jmot.pruning;

import java.io.Serializable;

/**
 * How sparse a network is to be at each step of its training. Step n is the n-th parameter update
 * since pruning began; step 0 is the beginning itself, which takes effect with the first update.
 * Implementations are immutable values.
 */
public interface PruningSchedule extends Serializable {
  /** What {@link #lastUpdate} answers before the first scheduled update. */
  long NONE = -1;

  /**
   * The last scheduled step up to and including a given one.
   *
   * @param step 0 or more
   * @return the scheduled step, or {@link #NONE}
   */
  long lastUpdate(long step);

  /**
   * The sparsity a scheduled step brings, kept until the next.
   *
   * @param update a scheduled step
   * @return share of the chosen weights that are zero, in [0, 1)
   */
  double sparsityAt(long update);

  /** Whether masks are chosen anew at a step. */
  default boolean updatesAt(long step) {
    return step >= 0 && lastUpdate(step) == step;
  }

  /**
   * Says which schedule this is, the same for equal schedules. It is saved with the network: a
   * listener whose schedule has the description found there continues it, any other begins anew.
   */
  default String description() {
    return toString();
  }
}
