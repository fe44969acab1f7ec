package org.dl4jmot.quantization.plan;

import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * What an operation takes when quantized: one row of the {@link PolicyTable}.
 *
 * @param activations element types its activations may have
 * @param output where the parameters of its integer result come from
 * @param weights its weights, if it has any
 * @param commutesWithClamp whether clamping its input clamps its result likewise, so that the range
 *     of its result may serve its input too
 */
public record OpPolicy(
    Set<DataType> activations,
    ScaleRule output,
    Optional<WeightRule> weights,
    boolean commutesWithClamp) {
  /** Copies the set. */
  public OpPolicy {
    activations = Set.copyOf(activations);
  }

  /** Whether it can compute on activations of a type. */
  public boolean takes(DataType type) {
    return activations.contains(type);
  }
}
