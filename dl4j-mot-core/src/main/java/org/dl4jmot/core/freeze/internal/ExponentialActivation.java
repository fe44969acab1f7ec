package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.impl.ActivationELU;

/** Smooth relatives of the rectifier. */
final class ExponentialActivation {
  private static final Mul MUL = new Mul(Activation.NONE);

  /** Of Klambauer et al. 2017, as ND4J rounds them. */
  private static final double SELU_LAMBDA = 1.0507009873554805;

  private static final double SELU_ALPHA = 1.6732632423543772;

  private ExponentialActivation() {}

  /** The slope of a leaky rectifier behind it scales what ELU makes negative, and nothing else. */
  static ActivationFunction elu(ActivationELU conf) {
    float alpha = (float) conf.getAlpha();
    return alpha == 1
        ? ActivationFunction.operation(new Elu())
        : (at, input) -> {
          Tensor elu = at.step("elu", new Elu(), input.tensor());
          return at.result(new LeakyRelu(alpha), elu);
        };
  }

  static ActivationFunction selu() {
    return (at, input) -> {
      Tensor elu = at.step("elu", new Elu(), input.tensor());
      Tensor sloped = at.step("sloped", new LeakyRelu((float) SELU_ALPHA), elu);
      return at.result(MUL, sloped, at.constant("lambda", SELU_LAMBDA));
    };
  }

  static ActivationFunction swish() {
    return (at, input) -> {
      Tensor gate = at.step("gate", new Logistic(), input.tensor());
      return at.result(MUL, input.tensor(), gate);
    };
  }

  /**
   * ln(1 + e^x), which is max(0, x) - ln(sigmoid(|x|)): no step overflows. ND4J takes the formula
   * as it stands and overflows above 88; the graph goes on.
   */
  static ActivationFunction softPlus() {
    return (at, input) -> {
      Tensor positive = at.step("positive", new Relu(), input.tensor());
      return at.result(new Sub(Activation.NONE), positive, rest(at, input.tensor()));
    };
  }

  /** x times the hyperbolic tangent of {@link #softPlus}. */
  static ActivationFunction mish() {
    return (at, input) -> {
      Tensor x = input.tensor();
      Tensor positive = at.step("positive", new Relu(), x);
      Tensor softPlus = at.step("softplus", new Sub(Activation.NONE), positive, rest(at, x));
      return at.result(MUL, x, at.step("gate", new Tanh(), softPlus));
    };
  }

  private static Tensor rest(ActivationSteps at, Tensor x) {
    Tensor size = at.step("size", new Abs(), x);
    Tensor sigmoid = at.step("sigmoid", new Logistic(), size);
    return at.step("logarithm", new Log(), sigmoid);
  }
}
