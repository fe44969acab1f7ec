package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;

/**
 * Sparsity that rises quickly at first and ever more slowly towards its final value, as in Zhu and
 * Gupta, "To prune, or not to prune" (arXiv 1710.01878): at step t
 *
 * <pre>final + (initial − final) · (1 − (t − begin) / (end − begin))^exponent</pre>
 *
 * <p>Masks are chosen at begin, every {@code frequency} steps from there, and at end, so that the
 * final sparsity is reached even where end is no whole number of frequencies from begin.
 *
 * @param initialSparsity sparsity at begin, in [0, 1)
 * @param finalSparsity sparsity from end on, in [0, 1), not less than the initial one
 * @param begin first scheduled step, 0 or more
 * @param end last scheduled step, not before begin
 * @param frequency steps from one choice of masks to the next, 1 or more
 * @param exponent above 0; 3 in the paper
 */
public record PolynomialDecay(
    double initialSparsity,
    double finalSparsity,
    long begin,
    long end,
    long frequency,
    double exponent)
    implements PruningSchedule {

  /**
   * Checks the values.
   *
   * @throws InvalidPruningException listing every value out of range
   */
  public PolynomialDecay {
    List<String> problems = new ArrayList<>();
    Sparsities.problem("initialSparsity", initialSparsity).ifPresent(problems::add);
    Sparsities.problem("finalSparsity", finalSparsity).ifPresent(problems::add);
    if (initialSparsity > finalSparsity) {
      problems.add(
          "initialSparsity must not exceed finalSparsity, "
              + finalSparsity
              + ": "
              + initialSparsity);
    }
    problems.addAll(new UpdateSteps(begin, end, frequency).problems());
    if (!(exponent > 0) || Double.isInfinite(exponent)) {
      problems.add("exponent must be above 0 and finite: " + exponent);
    }
    InvalidPruningException.throwIfAny(problems);
  }

  /**
   * Rises from no sparsity at step 0, with exponent 3, every 100 steps.
   *
   * @param finalSparsity sparsity at the end, in [0, 1)
   * @param end last scheduled step: epochs × batches per epoch to use all of a training
   */
  public static PolynomialDecay to(double finalSparsity, long end) {
    return builder().finalSparsity(finalSparsity).end(end).build();
  }

  /** A builder with initial sparsity 0, begin 0, frequency 100 and exponent 3. */
  public static Builder builder() {
    return new Builder();
  }

  @Override
  public long lastUpdate(long step) {
    return new UpdateSteps(begin, end, frequency).lastUpTo(step);
  }

  @Override
  public double sparsityAt(long update) {
    if (update >= end) {
      return finalSparsity;
    }
    double left = 1 - (double) Math.max(0, update - begin) / (end - begin);
    return finalSparsity + (initialSparsity - finalSparsity) * Math.pow(left, exponent);
  }

  /** Builds a {@link PolynomialDecay}; final sparsity and end have to be given. */
  public static final class Builder {
    private double initialSparsity;
    private double finalSparsity = Double.NaN;
    private long begin;
    private long end = -1;
    private long frequency = 100;
    private double exponent = 3;

    private Builder() {}

    /** Sparsity at begin, in [0, 1); 0 by default. */
    public Builder initialSparsity(double sparsity) {
      this.initialSparsity = sparsity;
      return this;
    }

    /** Sparsity from end on, in [0, 1), not less than the initial one. */
    public Builder finalSparsity(double sparsity) {
      this.finalSparsity = sparsity;
      return this;
    }

    /** First scheduled step, 0 or more; 0 by default. */
    public Builder begin(long step) {
      this.begin = step;
      return this;
    }

    /** Last scheduled step, not before begin. */
    public Builder end(long step) {
      this.end = step;
      return this;
    }

    /** Steps from one choice of masks to the next, 1 or more; 100 by default. */
    public Builder frequency(long steps) {
      this.frequency = steps;
      return this;
    }

    /** How sharply the rise slows down, above 0; 3 by default. */
    public Builder exponent(double exponent) {
      this.exponent = exponent;
      return this;
    }

    /**
     * The schedule.
     *
     * @throws InvalidPruningException listing every value that is missing or out of range
     */
    public PolynomialDecay build() {
      return new PolynomialDecay(initialSparsity, finalSparsity, begin, end, frequency, exponent);
    }
  }
}
