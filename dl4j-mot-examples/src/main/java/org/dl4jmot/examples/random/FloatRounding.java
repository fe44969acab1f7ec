package org.dl4jmot.examples.random;

import java.util.Map;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Add;

/**
 * Errors of two computations in float of one network: each rounds every step, and a constant of the
 * graph is computed in other steps than Deeplearning4j's.
 */
final class FloatRounding implements Injection {
  /** Unit roundoff of float. */
  static final double UNIT = 0x1p-24;

  // Deeplearning4j derives a batch norm's factor in so many: power, square, sum, root, quotients.
  private static final int FOLDINGS = 8;
  private final Map<String, float[]> values;

  FloatRounding(Map<String, float[]> values) {
    this.values = values;
  }

  /** Bounds for the difference of two computations. */
  static Map<String, float[]> bounds(ErrorBounds bounds, Map<String, float[]> values) {
    return bounds.of(values, new FloatRounding(values), 2 * UNIT);
  }

  @Override
  public double ofInput(String tensor) {
    return 0;
  }

  @Override
  public double ofOperand(Node node, int index) {
    return 0;
  }

  @Override
  public float[] ofConstant(Node node, int index) {
    float[] value = values.get(node.inputs().get(index));
    float[] error = new float[value.length];
    Elements.add(error, FOLDINGS * UNIT, Elements.magnitudes(value));
    if (node.op() instanceof Add) {
      // A batch norm's shift may cancel: beta and mean * factor are larger than their difference.
      Elements.add(error, FOLDINGS * UNIT * Elements.largest(value));
    }
    return error;
  }

  @Override
  public double ofResult(Node node) {
    return 0;
  }
}
