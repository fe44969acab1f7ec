package org.dl4jmot.quantization.train.fake;

import java.io.Serializable;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * When and how finely a layer fake-quantizes. Stored in the layer's configuration. Steps are
 * training steps since the network was made quantization-aware.
 *
 * @param activationBits integer width of activations; the exported scheme has 8
 * @param weightBits integer width of weights; the exported scheme has 8
 * @param momentum weight of the past in the moving average of ranges, in [0, 1); until {@code 1 /
 *     (1 - momentum)} steps have passed the average is the plain mean, so that a short run is
 *     calibrated too
 * @param delay steps that only observe ranges, before quantization sets in
 * @param freezeAfter steps after which ranges and batch-norm statistics stay as they are
 */
public record TrainingSettings(
    @JsonProperty("activationBits") int activationBits,
    @JsonProperty("weightBits") int weightBits,
    @JsonProperty("momentum") double momentum,
    @JsonProperty("delay") int delay,
    @JsonProperty("freezeAfter") int freezeAfter)
    implements Serializable {
  /** Value of {@link #freezeAfter} for never. */
  public static final int NEVER = Integer.MAX_VALUE;

  /**
   * Checks every value.
   *
   * @throws IllegalArgumentException naming the value, what is allowed and what was given
   */
  @JsonCreator
  public TrainingSettings {
    if (activationBits < 2 || weightBits < 2) {
      throw new IllegalArgumentException(
          "bits must be at least 2: activations " + activationBits + ", weights " + weightBits);
    }
    if (!(momentum >= 0 && momentum < 1)) {
      throw new IllegalArgumentException("momentum must be in [0, 1): " + momentum);
    }
    if (delay < 0) {
      throw new IllegalArgumentException("delay must be at least 0 steps: " + delay);
    }
    if (freezeAfter < 0) {
      throw new IllegalArgumentException("freezeAfter must be at least 0 steps: " + freezeAfter);
    }
  }

  /** 8 bits, momentum 0.99, no delay, ranges never frozen. */
  public static TrainingSettings defaults() {
    return new TrainingSettings(8, 8, 0.99, 0, NEVER);
  }

  /** These settings with another integer width of activations and weights. */
  public TrainingSettings withBits(int activation, int weight) {
    return new TrainingSettings(activation, weight, momentum, delay, freezeAfter);
  }

  /** These settings with another momentum. */
  public TrainingSettings withMomentum(double newMomentum) {
    return new TrainingSettings(activationBits, weightBits, newMomentum, delay, freezeAfter);
  }

  /** These settings with another delay. */
  public TrainingSettings withDelay(int steps) {
    return new TrainingSettings(activationBits, weightBits, momentum, steps, freezeAfter);
  }

  /** These settings with another step after which ranges are frozen. */
  public TrainingSettings withFreezeAfter(int steps) {
    return new TrainingSettings(activationBits, weightBits, momentum, delay, steps);
  }

  /** The moving average after one more batch. */
  Range average(Range past, Range batch, long steps) {
    return past.mix(batch, Math.min(momentum, steps / (steps + 1.0)));
  }
}
