package org.dl4jmot.examples.coverage.samples;

import java.util.List;
import java.util.stream.Stream;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationCube;
import org.nd4j.linalg.activations.impl.ActivationELU;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.activations.impl.ActivationHardSigmoid;
import org.nd4j.linalg.activations.impl.ActivationHardTanH;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationMish;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationRationalTanh;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU6;
import org.nd4j.linalg.activations.impl.ActivationRectifiedTanh;
import org.nd4j.linalg.activations.impl.ActivationSELU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftPlus;
import org.nd4j.linalg.activations.impl.ActivationSoftSign;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;

/** Activation functions, on vectors and on images. */
final class ActivationSamples {
  private ActivationSamples() {}

  static List<Sample> all() {
    return Stream.of(
            new ActivationCube(),
            new ActivationELU(),
            new ActivationGELU(),
            new ActivationHardSigmoid(),
            new ActivationHardTanH(),
            new ActivationIdentity(),
            new ActivationLReLU(),
            new ActivationMish(),
            new ActivationRReLU(),
            new ActivationRationalTanh(),
            new ActivationReLU(),
            new ActivationReLU6(),
            new ActivationRectifiedTanh(),
            new ActivationSELU(),
            new ActivationSigmoid(),
            new ActivationSoftPlus(),
            new ActivationSoftSign(),
            new ActivationSoftmax(),
            new ActivationSwish(),
            new ActivationTanH(),
            new ActivationThresholdedReLU())
        .flatMap(ActivationSamples::samples)
        .toList();
  }

  private static Stream<Sample> samples(IActivation activation) {
    return Stream.of(
        Starts.vectors().activation(activation).dense("vectors"),
        Starts.images().activation(activation).dense("images"));
  }
}
