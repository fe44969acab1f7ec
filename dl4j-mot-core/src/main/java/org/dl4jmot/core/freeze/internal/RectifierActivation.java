package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.nd4j.linalg.activations.impl.ActivationReLU;

/** Rectifiers with their settings: largest value, threshold, slope below it. */
final class RectifierActivation {
  private RectifierActivation() {}

  static ActivationFunction of(ActivationReLU conf) {
    if (orZero(conf.getThreshold()) != 0 || orZero(conf.getNegativeSlope()) != 0) {
      throw Activations.unsupported(conf);
    }
    if (conf.getMax() == null) {
      return ActivationFunction.operation(new Relu());
    }
    if (conf.getMax() == 6) {
      return ActivationFunction.operation(new Relu6());
    }
    throw Activations.unsupported(conf);
  }

  private static double orZero(Double value) {
    return value == null ? 0 : value;
  }
}
