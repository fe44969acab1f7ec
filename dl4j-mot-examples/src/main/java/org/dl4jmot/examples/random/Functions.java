package org.dl4jmot.examples.random;

import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSwish;

/**
 * Activation functions that work element by element. Not softplus, which overflows in ND4J where
 * units saturate, nor those that jump at a threshold, where no bound can hold.
 */
final class Functions {
  private Functions() {}

  /** Mostly a common one. */
  static IActivation of(Draw draw) {
    return draw.chance(0.6) ? common(draw) : rare(draw);
  }

  private static IActivation common(Draw draw) {
    return draw.of(
            Activation.IDENTITY,
            Activation.IDENTITY,
            Activation.RELU,
            Activation.RELU,
            Activation.RELU6,
            Activation.SIGMOID,
            Activation.TANH)
        .getActivationFunction();
  }

  private static IActivation rare(Draw draw) {
    return draw.of(
        new ActivationCube(),
        new ActivationELU(draw.of(1.0, draw.real(0.1, 2))),
        new ActivationGELU(draw.chance(0.5)),
        new ActivationHardSigmoid(),
        new ActivationHardTanH(),
        new ActivationLReLU(draw.real(-0.2, 0.5)),
        new ActivationMish(),
        new ActivationRationalTanh(),
        new ActivationRectifiedTanh(),
        new ActivationReLU(draw.real(0.1, 8), null, draw.of(null, 0.1)),
        new ActivationRReLU(),
        new ActivationSELU(),
        new ActivationSoftSign(),
        new ActivationSwish());
  }
}
