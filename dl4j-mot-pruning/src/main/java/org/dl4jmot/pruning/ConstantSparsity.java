package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;

/**
 * The same sparsity from the first scheduled step on.
 *
 * @param sparsity share of the chosen weights to prune, in [0, 1)
 * @param begin first scheduled step, 0 or more
 * @param end last scheduled step, not before begin; {@link Long#MAX_VALUE} for none
 * @param frequency steps from one choice of masks to the next, 1 or more. As pruned weights stay
 *     zero, low-magnitude pruning chooses the same masks again
 */
public record ConstantSparsity(double sparsity, long begin, long end, long frequency)
    implements PruningSchedule {
  private static final long DEFAULT_FREQUENCY = 100;

  /**
   * Checks the values.
   *
   * @throws InvalidPruningException listing every value out of range
   */
  public ConstantSparsity {
    List<String> problems = new ArrayList<>();
    Sparsities.problem("sparsity", sparsity).ifPresent(problems::add);
    problems.addAll(new UpdateSteps(begin, end, frequency).problems());
    InvalidPruningException.throwIfAny(problems);
  }

  /**
   * A sparsity from the beginning of training.
   *
   * @param sparsity share of the chosen weights to prune, in [0, 1)
   */
  public static ConstantSparsity of(double sparsity) {
    return from(0, sparsity);
  }

  /**
   * A sparsity from a step on.
   *
   * @param begin first scheduled step, 0 or more
   * @param sparsity share of the chosen weights to prune, in [0, 1)
   */
  public static ConstantSparsity from(long begin, double sparsity) {
    return new ConstantSparsity(sparsity, begin, Long.MAX_VALUE, DEFAULT_FREQUENCY);
  }

  @Override
  public long lastUpdate(long step) {
    return new UpdateSteps(begin, end, frequency).lastUpTo(step);
  }

  @Override
  public double sparsityAt(long update) {
    return sparsity;
  }
}
