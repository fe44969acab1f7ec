package org.dl4jmot.core.freeze.internal;

import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.tensor.Tensor;

/** Functions that level off on either side, and the cube. */
final class SigmoidalActivation {
  private static final Mul MUL = new Mul(Activation.NONE);
  private static final Add ADD = new Add(Activation.NONE);

  /** ND4J's approximation of 1.7159 tanh(2 x / 3). */
  private static final double RATIONAL_SCALE = 1.7159;

  private static final double RATIONAL_SLOPE = 2.0 / 3;
  private static final double RATIONAL_QUARTIC = 1.41645;

  private SigmoidalActivation() {}

  /**
   * min(1, max(0, 0.2 x + 0.5)), as a sixth of min(6, max(0, 1.2 x + 3)): the product and the sum
   * disappear in the layer before, the sixth in the layer behind.
   */
  static ActivationFunction hardSigmoid() {
    return (at, input) -> {
      Tensor scaled = at.step("scaled", MUL, input.tensor(), at.constant("slope", 1.2));
      Tensor shifted = at.step("shifted", ADD, scaled, at.constant("middle", 3));
      Tensor clamped = at.step("clamped", new Relu6(), shifted);
      return at.result(MUL, clamped, at.constant("sixth", 1.0 / 6));
    };
  }

  /** max(0, tanh(x)), as tanh(max(0, x)). */
  static ActivationFunction rectifiedTanh() {
    return (at, input) -> at.result(new Tanh(), at.step("positive", new Relu(), input.tensor()));
  }

  /** x / (1 + |x|). */
  static ActivationFunction softSign() {
    return (at, input) -> {
      Tensor size = at.step("size", new Abs(), input.tensor());
      Tensor divisor = at.step("divisor", ADD, size, at.constant("one", 1));
      return at.result(new Div(Activation.NONE), input.tensor(), divisor);
    };
  }

  static ActivationFunction cube() {
    return (at, input) ->
        at.result(MUL, at.step("square", MUL, input.tensor(), input.tensor()), input.tensor());
  }

  /**
   * With y = 2 x / 3, a = |y| and k = {@link #RATIONAL_QUARTIC}, ND4J computes sign(y) (1 - 1 / (1
   * + a + a^2 + k a^4)) {@link #RATIONAL_SCALE}. That is y s / (1 + a s), with s = 1 + a (1 + k
   * a^2); the fourth power overflows from |x| = 6e9 on.
   */
  static Tensor rationalTanh(ActivationSteps at, Value input) {
    Tensor one = at.constant("one", 1);
    Tensor y = at.step("scaled", MUL, input.tensor(), at.constant("slope", RATIONAL_SLOPE));
    Tensor size = at.step("size", new Abs(), y);
    Tensor square = at.step("square", MUL, y, y);
    Tensor weighted = at.step("weighted", MUL, square, at.constant("weight", RATIONAL_QUARTIC));
    Tensor inner = at.step("inner", MUL, at.step("inner sum", ADD, weighted, one), size);
    Tensor outer = at.step("outer", ADD, inner, one);
    Tensor divisor = at.step("divisor", ADD, at.step("quartic", MUL, size, outer), one);
    Tensor dividend = at.step("dividend", MUL, y, outer);
    Tensor quotient = at.step("quotient", new Div(Activation.NONE), dividend, divisor);
    return at.result(MUL, quotient, at.constant("scale", RATIONAL_SCALE));
  }
}
