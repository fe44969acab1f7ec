package org.dl4jmot.quantization.calibrate;

import org.dl4jmot.quantization.plan.ActivationRange;

/**
 * How the extremes of a tensor, sample by sample in order, become its range. A value; {@link
 * #start} gives the state for one tensor.
 */
public interface Observer {
  /** Short name for the recipe, such as {@code min-max}. */
  String name();

  /** Fresh state for one tensor. */
  RangeTracker start();

  /** The smallest and the largest value of all samples: nothing seen is clipped. */
  static Observer minMax() {
    return new MinMax();
  }

  /** {@link #movingAverage(float)} with weight 0.01. */
  static Observer movingAverage() {
    return movingAverage(0.01f);
  }

  /**
   * Exponential moving averages of the samples' smallest and largest values, starting from the
   * first sample's: a rare extreme moves the range little and is clipped.
   *
   * @param weight weight of a new sample, above 0 and at most 1
   * @throws IllegalArgumentException for another weight
   */
  static Observer movingAverage(float weight) {
    return new MovingAverage(weight);
  }

  /** What an observer knows about one tensor. */
  interface RangeTracker {
    /**
     * Takes in one sample.
     *
     * @param min the tensor's smallest value in this sample
     * @param max its largest
     */
    void add(float min, float max);

    /** The range of the samples so far; at least one. */
    ActivationRange range();
  }
}
