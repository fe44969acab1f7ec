package org.dl4jmot.quantization.train.fake;

import java.io.Serializable;
import java.util.Arrays;
import org.nd4j.shade.jackson.annotation.JsonCreator;
import org.nd4j.shade.jackson.annotation.JsonProperty;

/**
 * How the integer kernel that computes a tensor rounds, other than to the nearest: what to add to
 * each channel before rounding, in steps of the tensor's scale.
 *
 * @param steps one value per channel, well below half a step
 * @param channelAxis axis of the channels in the layer's array
 */
public record Alignment(
    @JsonProperty("steps") float[] steps, @JsonProperty("channelAxis") int channelAxis)
    implements Serializable {
  /** Copies the array. */
  @JsonCreator
  public Alignment {
    steps = steps.clone();
  }

  /** The values, as a fresh array. */
  @Override
  public float[] steps() {
    return steps.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Alignment that
        && channelAxis == that.channelAxis
        && Arrays.equals(steps, that.steps);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(steps) + channelAxis;
  }

  @Override
  public String toString() {
    return steps.length + " channels along axis " + channelAxis;
  }
}
