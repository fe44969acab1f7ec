package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Layer normalization of vectors: each less its mean, divided by its standard deviation (that of
 * the values, not an estimate). Where all values are equal the result is 0, as in Deeplearning4j,
 * which adds nothing to the deviation.
 */
final class LayerNormalization {
  private static final float SMALLEST_DEVIATION = Float.MIN_NORMAL;

  private LayerNormalization() {}

  /**
   * Adds the operations up to the division, in a part of their own.
   *
   * @param vectors [rows, features]
   */
  static Tensor normalized(LayerScope scope, Tensor vectors) {
    LayerScope at = scope.part("layer_norm", "");
    Mean mean = new Mean(List.of(1), true);
    Mul mul = new Mul(Activation.NONE);
    Tensor means = at.helper("mean", mean, List.of(vectors));
    Tensor centred = at.helper("centred", new Sub(Activation.NONE), List.of(vectors, means));
    Tensor squares = at.helper("squares", mul, List.of(centred, centred));
    Tensor variance = at.helper("variance", mean, List.of(squares));
    Tensor deviation = at.helper("deviation", new Sqrt(), List.of(variance));
    Tensor smallest = at.auxiliary("smallest", Shape.of(), SMALLEST_DEVIATION);
    Tensor divisor = at.helper("divisor", new Maximum(), List.of(deviation, smallest));
    return at.helper("normal", new Div(Activation.NONE), List.of(centred, divisor));
  }
}
