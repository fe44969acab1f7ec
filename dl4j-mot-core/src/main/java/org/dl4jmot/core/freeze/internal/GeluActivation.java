package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.impl.ActivationGELU;

/**
 * GELU as ND4J 1.0.0-M2.1 computes it, which is neither form of LiteRT's GELU: without {@code
 * precise} it is x sigmoid(1.702 x); with it, ND4J cubes the coefficient 0.044715 of the hyperbolic
 * form along with x.
 */
final class GeluActivation {
  private static final Mul MUL = new Mul(Activation.NONE);
  private static final Add ADD = new Add(Activation.NONE);
  private static final double SIGMOID_FACTOR = 1.702;
  private static final double TANH_FACTOR = Math.sqrt(2 / Math.PI);
  private static final double CUBIC = Math.pow(0.044715, 3);

  private GeluActivation() {}

  static ActivationFunction of(ActivationGELU conf) {
    return conf.isPrecise() ? GeluActivation::hyperbolic : GeluActivation::sigmoid;
  }

  private static Tensor sigmoid(ActivationSteps at, Value input) {
    Tensor x = input.tensor();
    Tensor scaled = at.step("scaled", MUL, x, at.constant("factor", SIGMOID_FACTOR));
    return at.result(MUL, x, at.step("gate", new Logistic(), scaled));
  }

  /** x (1 + tanh(k (x + c x^3))) / 2. */
  private static Tensor hyperbolic(ActivationSteps at, Value input) {
    Tensor x = input.tensor();
    Tensor square = at.step("square", MUL, x, x);
    Tensor cubic = at.step("cubic", MUL, square, at.constant("cubed", TANH_FACTOR * CUBIC));
    Tensor slope = at.step("slope", ADD, cubic, at.constant("factor", TANH_FACTOR));
    Tensor tanh = at.step("tanh", new Tanh(), at.step("argument", MUL, x, slope));
    Tensor half = at.step("half", MUL, tanh, at.constant("halving", 0.5));
    Tensor gate = at.step("gate", ADD, half, at.constant("middle", 0.5));
    return at.result(MUL, x, gate);
  }
}
