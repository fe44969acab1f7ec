package org.dl4jmot.quantization.calibrate;

import org.dl4jmot.quantization.plan.ActivationRange;

/** See {@link Observer#minMax}. */
record MinMax() implements Observer {
  @Override
  public String name() {
    return "min-max";
  }

  @Override
  public RangeTracker start() {
    return new RangeTracker() {
      private float lowest = Float.POSITIVE_INFINITY;
      private float highest = Float.NEGATIVE_INFINITY;

      @Override
      public void add(float min, float max) {
        lowest = Math.min(lowest, min);
        highest = Math.max(highest, max);
      }

      @Override
      public ActivationRange range() {
        return new ActivationRange(lowest, highest);
      }
    };
  }
}
