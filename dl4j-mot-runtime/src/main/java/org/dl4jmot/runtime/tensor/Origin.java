package org.dl4jmot.runtime.tensor;

import java.util.Objects;

/**
 * Where in the trained network a tensor comes from.
 *
 * @param layer name of the layer or vertex; for a network input the input's name
 * @param role what the tensor is to that layer
 */
public record Origin(String layer, Role role) {
  /** What a tensor is to its layer. */
  public enum Role {
    /** What the network is fed. */
    INPUT,
    /** Result before the layer's activation function. */
    PRE_ACTIVATION,
    /** Result of the layer. */
    OUTPUT,
    /** Kernel or weight matrix. */
    WEIGHT,
    /** Second kernel of a layer that has two (the pointwise one of a separable convolution). */
    POINTWISE_WEIGHT,
    /** Result between the two kernels of such a layer. */
    INTERMEDIATE,
    /** Bias. */
    BIAS,
    /** Any other constant (batch-norm scale and shift). */
    PARAMETER
  }

  /** Checks that nothing is missing. */
  public Origin {
    Objects.requireNonNull(layer, "layer");
    Objects.requireNonNull(role, "role");
  }

  @Override
  public String toString() {
    return layer + ":" + role;
  }
}
