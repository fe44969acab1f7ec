package org.dl4jmot.pruning;

import java.util.Arrays;
import java.util.BitSet;

/** Finds the lowest of many scores, in linear time on average and in the same way every time. */
final class LowestScores {
  private LowestScores() {}

  /**
   * A mask of the so many lowest scores; of equal ones those that come first. A score that is no
   * number, as weights have after training diverged, counts as the highest.
   */
  static Mask mask(double[] given, int count) {
    double[] scores = ordered(given);
    BitSet pruned = new BitSet(scores.length);
    if (count > 0) {
      double threshold = nthLowest(scores.clone(), count - 1);
      int ties = count - markBelow(scores, threshold, pruned);
      for (int i = 0; ties > 0; i++) {
        if (scores[i] == threshold) {
          pruned.set(i);
          ties--;
        }
      }
    }
    return Mask.of(scores.length, pruned);
  }

  /** Comparisons with NaN are all false: no order, and no end to a search for it. */
  private static double[] ordered(double[] scores) {
    return Arrays.stream(scores)
        .map(score -> Double.isNaN(score) ? Double.POSITIVE_INFINITY : score)
        .toArray();
  }

  private static int markBelow(double[] scores, double threshold, BitSet marked) {
    int count = 0;
    for (int i = 0; i < scores.length; i++) {
      if (scores[i] < threshold) {
        marked.set(i);
        count++;
      }
    }
    return count;
  }

  /** Hoare's selection; reorders the values. */
  private static double nthLowest(double[] values, int n) {
    int low = 0;
    int high = values.length - 1;
    while (low < high) {
      double pivot = medianOfThree(values[low], values[(low + high) >>> 1], values[high]);
      int left = low;
      int right = high;
      while (left <= right) {
        while (values[left] < pivot) {
          left++;
        }
        while (values[right] > pivot) {
          right--;
        }
        if (left <= right) {
          double swapped = values[left];
          values[left++] = values[right];
          values[right--] = swapped;
        }
      }
      if (n <= right) {
        high = right;
      } else if (n >= left) {
        low = left;
      } else {
        return values[n];
      }
    }
    return values[n];
  }

  private static double medianOfThree(double a, double b, double c) {
    return Math.max(Math.min(a, b), Math.min(Math.max(a, b), c));
  }
}
