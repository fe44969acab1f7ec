package org.dl4jmot.quantization.calibrate;

import org.dl4jmot.quantization.plan.ActivationRange;

/** See {@link Observer#movingAverage(float)}. */
record MovingAverage(float weight) implements Observer {
  MovingAverage {
    if (!(weight > 0 && weight <= 1)) {
      throw new IllegalArgumentException("weight must be in (0, 1]: " + weight);
    }
  }

  @Override
  public String name() {
    return "moving average, weight " + weight;
  }

  @Override
  public RangeTracker start() {
    return new Tracker(weight);
  }

  private static final class Tracker implements RangeTracker {
    private final float weight;
    private boolean started;
    private float low;
    private float high;

    Tracker(float weight) {
      this.weight = weight;
    }

    @Override
    public void add(float min, float max) {
      low = started ? low + weight * (min - low) : min;
      high = started ? high + weight * (max - high) : max;
      started = true;
    }

    @Override
    public ActivationRange range() {
      return new ActivationRange(low, high);
    }
  }
}
