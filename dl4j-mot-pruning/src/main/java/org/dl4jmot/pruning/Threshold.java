package org.dl4jmot.pruning;

import java.util.ArrayList;
import java.util.List;

/** Among which weights those that matter least are sought. */
public enum Threshold {
  /** In each kernel by itself: every chosen kernel gets the sparsity asked for. */
  PER_LAYER {
    @Override
    List<Mask> masks(List<double[]> scores, double sparsity) {
      return scores.stream().map(kernel -> lowest(kernel, sparsity)).toList();
    }

    @Override
    boolean realised(List<Mask> masks, double sparsity) {
      return masks.stream()
          .allMatch(mask -> mask.prunedCount() == Sparsities.prunedOf(mask.length(), sparsity));
    }
  },
  /**
   * In all chosen kernels together: they get the sparsity asked for as a whole, some more and some
   * less. A kernel of small weights may be pruned altogether.
   */
  GLOBAL {
    @Override
    List<Mask> masks(List<double[]> scores, double sparsity) {
      return split(lowest(concatenation(scores), sparsity), scores);
    }

    @Override
    boolean realised(List<Mask> masks, double sparsity) {
      long weights = masks.stream().mapToLong(Mask::length).sum();
      long pruned = masks.stream().mapToLong(Mask::prunedCount).sum();
      return pruned == Sparsities.prunedOf(weights, sparsity);
    }
  };

  /** A mask per kernel, from the scores of its weights. */
  abstract List<Mask> masks(List<double[]> scores, double sparsity);

  /** Whether masks have exactly the sparsity, to the weight. */
  abstract boolean realised(List<Mask> masks, double sparsity);

  private static Mask lowest(double[] scores, double sparsity) {
    return LowestScores.mask(scores, (int) Sparsities.prunedOf(scores.length, sparsity));
  }

  private static double[] concatenation(List<double[]> arrays) {
    double[] all =
        new double[arrays.stream().mapToInt(array -> array.length).reduce(0, Math::addExact)];
    int from = 0;
    for (double[] array : arrays) {
      System.arraycopy(array, 0, all, from, array.length);
      from += array.length;
    }
    return all;
  }

  private static List<Mask> split(Mask all, List<double[]> arrays) {
    List<Mask> masks = new ArrayList<>();
    int from = 0;
    for (double[] array : arrays) {
      masks.add(all.slice(from, from + array.length));
      from += array.length;
    }
    return masks;
  }
}
