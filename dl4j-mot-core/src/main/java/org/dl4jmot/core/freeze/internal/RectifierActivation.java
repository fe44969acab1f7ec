package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationPReLU;
import org.nd4j.linalg.activations.impl.ActivationRReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationThresholdedReLU;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Rectifiers with their settings: largest value, threshold, slope below it. */
final class RectifierActivation {
  private static final float SIX = 6;

  private RectifierActivation() {}

  static ActivationFunction of(ActivationReLU conf) {
    float threshold = orZero(conf.getThreshold());
    float slope = orZero(conf.getNegativeSlope());
    if (threshold != 0) {
      return conf.getMax() == null
          ? (at, input) -> jumping(at, input, threshold, slope, at::result)
          : (at, input) -> limited(at, jumping(at, input, threshold, slope), conf.getMax());
    }
    Op sloped = slope == 0 ? new Relu() : new LeakyRelu(slope);
    if (conf.getMax() == null) {
      return ActivationFunction.operation(sloped);
    }
    if (slope == 0 && conf.getMax() == SIX) {
      return ActivationFunction.operation(new Relu6());
    }
    return (at, input) -> limited(at, at.step("rectified", sloped, input.tensor()), conf.getMax());
  }

  static ActivationFunction leaky(ActivationLReLU conf) {
    return ActivationFunction.operation(new LeakyRelu((float) conf.getAlpha()));
  }

  /**
   * RReLU of 1.0.0-M2.1 passes the mean slope as the cutoff of a plain rectifier when it does not
   * train: the result is the greater of that slope and x. The graph does as the network does.
   */
  static ActivationFunction randomized(ActivationRReLU conf) {
    double mean = 0.5 * (conf.getL() + conf.getU());
    return mean == 0
        ? ActivationFunction.operation(new Relu())
        : (at, input) -> at.result(new Maximum(), input.tensor(), at.constant("cutoff", mean));
  }

  /** x above theta, 0 at it and below. */
  static ActivationFunction thresholded(ActivationThresholdedReLU conf) {
    return (at, input) -> {
      Tensor x = input.tensor();
      Tensor theta = at.constant("theta", conf.getTheta());
      Tensor above = at.comparison("above", new Greater(), x, theta);
      return at.result(new SelectV2(), above, x, at.constant("zero", 0));
    };
  }

  /** x, times a slope where it is negative. */
  static ActivationFunction sloped(ActivationPReLU conf) {
    INDArray alpha = conf.getAlpha();
    return (at, input) -> {
      Slopes slopes = Slopes.of(shape(alpha), input);
      float[] values = alpha.permute(slopes.sources()).dup('c').data().asFloat();
      Tensor constant = at.constant("slopes", slopes.shape(), slopes.arranged(input, values));
      return at.result(new PRelu(), input.tensor(), constant);
    };
  }

  private static Tensor limited(ActivationSteps at, Tensor value, double max) {
    return at.result(new Minimum(), value, at.constant("max", max));
  }

  /** Where the result goes. */
  @FunctionalInterface
  private interface Last {
    Tensor add(Op op, Tensor... operands);
  }

  private static Tensor jumping(ActivationSteps at, Value input, float threshold, float slope) {
    return jumping(
        at, input, threshold, slope, (op, operands) -> at.step("rectified", op, operands));
  }

  /** x from the threshold on, below it slope times its distance to the threshold. */
  private static Tensor jumping(
      ActivationSteps at, Value input, float threshold, float slope, Last last) {
    Tensor x = input.tensor();
    Tensor limit = at.constant("threshold", threshold);
    Tensor below = at.comparison("below", new Greater(), limit, x);
    if (slope == 0) {
      return last.add(new SelectV2(), below, at.constant("zero", 0), x);
    }
    Tensor distance = at.step("distance", new Sub(Activation.NONE), x, limit);
    Tensor lower =
        at.step("lower", new Mul(Activation.NONE), distance, at.constant("slope", slope));
    return last.add(new SelectV2(), below, lower, x);
  }

  private static Shape shape(INDArray array) {
    return Shape.of(Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
  }

  private static float orZero(Double value) {
    return value == null ? 0 : value.floatValue();
  }
}
