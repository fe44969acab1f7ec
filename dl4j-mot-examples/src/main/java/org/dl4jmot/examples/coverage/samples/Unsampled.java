package org.dl4jmot.examples.coverage.samples;

import java.util.Map;
import org.nd4j.linalg.activations.impl.ActivationPReLU;

/** Classes that no network can show, and why. */
public final class Unsampled {
  private Unsampled() {}

  /** The reason by class. */
  public static Map<Class<?>, String> reasons() {
    return Map.of(
        ActivationPReLU.class,
        "Deeplearning4j can save a network with it, but not read it back. Use PReLULayer");
  }
}
