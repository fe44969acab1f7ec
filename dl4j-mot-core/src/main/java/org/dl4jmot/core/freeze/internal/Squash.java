package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** The nonlinearity of capsules: keeps a vector's direction and shrinks its length below 1. */
final class Squash {
  /** What Deeplearning4j adds to the squared length before its root. */
  private static final float EPSILON = 1e-5f;

  private Squash() {}

  /** x * |x|^2 / ((1 + |x|^2) * sqrt(|x|^2 + epsilon)), vectors along the last axis. */
  static Tensor last(LayerScope at, Tensor vectors) {
    Mul mul = new Mul(Activation.NONE);
    Add add = new Add(Activation.NONE);
    Tensor squares = at.helper("squares", mul, List.of(vectors, vectors));
    int last = vectors.shape().rank() - 1;
    Tensor norm = at.helper("squared-length", new Sum(List.of(last), true), List.of(squares));
    Tensor epsilon = at.auxiliary("epsilon", Shape.of(1), EPSILON);
    Tensor length =
        at.helper("length", new Sqrt(), List.of(at.helper("safe", add, List.of(norm, epsilon))));
    Tensor one = at.auxiliary("one", Shape.of(1), 1);
    Tensor more = at.helper("more", add, List.of(norm, one));
    Tensor divisor = at.helper("divisor", mul, List.of(more, length));
    Tensor factor = at.helper("factor", new Div(Activation.NONE), List.of(norm, divisor));
    return at.helper("squashed", mul, List.of(vectors, factor));
  }
}
