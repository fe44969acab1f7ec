package org.dl4jmot.quantization.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.dl4jmot.quantization.train.fake.LearnedState;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.dataset.DataSet;

/**
 * Compares gradients with numeric ones. Rounding has no numeric gradient, clipping has: with 40
 * bits rounding all but vanishes, ranges still clip, and the straight-through gradient is the
 * gradient.
 */
final class GradientCheck {
  private static final double STEP = 1e-6;

  private GradientCheck() {}

  /**
   * Narrows every range so that some values are clipped, and checks some elements of every
   * parameter.
   *
   * @return number of elements checked
   */
  static int checkWhereRangesClip(ComputationGraph aware, DataSet data, int leastRanges) {
    int clipping = narrowRanges(aware);
    assertTrue(clipping >= leastRanges, "only " + clipping + " ranges to clip at");
    return check(aware, data);
  }

  /** Checks some elements of every parameter, and tells how many. */
  static int check(ComputationGraph aware, DataSet data) {
    aware.setInputs(data.getFeatures());
    aware.setLabels(data.getLabels());
    aware.computeGradientAndScore();
    Map<String, INDArray> analytic = aware.gradient().gradientForVariable();
    int checked = 0;
    for (var vertex : aware.getVertices()) {
      for (Map.Entry<String, INDArray> parameter : vertex.paramTable(false).entrySet()) {
        INDArray gradient = analytic.get(vertex.getVertexName() + "_" + parameter.getKey());
        if (isTrained(parameter.getKey()) && gradient != null) {
          checked +=
              check(aware, data, vertex.getVertexName(), parameter.getValue(), gradient.dup('c'));
        }
      }
    }
    return checked;
  }

  /** Shrinks every range, so that some values lie outside. */
  private static int narrowRanges(ComputationGraph aware) {
    int ranges = 0;
    for (var vertex : aware.getVertices()) {
      INDArray state = vertex.paramTable(false).get(LearnedState.KEY);
      if (state != null) {
        ranges += scale(state, 0.83);
      }
    }
    return ranges;
  }

  /** Scales every range of a learned state, and tells how many there are. */
  static int scale(INDArray state, double factor) {
    int ranges = 0;
    for (int i = 1; i < state.length(); i++) {
      state.putScalar(i, state.getDouble(i) * factor);
      ranges += i % 2;
    }
    return ranges;
  }

  private static boolean isTrained(String parameter) {
    return switch (parameter) {
      case "W", "pW", "RW", "b", "gamma", "beta" -> true;
      default -> false;
    };
  }

  private static int check(
      ComputationGraph aware, DataSet data, String layer, INDArray parameter, INDArray gradient) {
    int checked = 0;
    INDArray flat = gradient.reshape(gradient.length());
    long stride = Math.max(1, parameter.length() / 7);
    for (long i = 0; i < parameter.length(); i += stride) {
      long[] at = coordinates(parameter, i);
      double value = parameter.getDouble(at);
      parameter.putScalar(at, value + STEP);
      double above = loss(aware, data);
      parameter.putScalar(at, value - STEP);
      double below = loss(aware, data);
      parameter.putScalar(at, value);
      double numeric = (above - below) / (2 * STEP);
      double analytic = flat.getDouble(i);
      double tolerance = 1e-5 + 1e-3 * Math.abs(numeric);
      assertEquals(numeric, analytic, tolerance, layer + " parameter " + i);
      checked++;
    }
    return checked;
  }

  /** Sum over samples, as DL4J's gradient is before the division by the batch size. */
  private static double loss(ComputationGraph aware, DataSet data) {
    aware.setInputs(data.getFeatures());
    aware.setLabels(data.getLabels());
    aware.computeGradientAndScore();
    return aware.score() * data.numExamples();
  }

  private static long[] coordinates(INDArray array, long index) {
    long[] at = new long[array.rank()];
    long rest = index;
    for (int axis = array.rank() - 1; axis >= 0; axis--) {
      at[axis] = rest % array.size(axis);
      rest /= array.size(axis);
    }
    return at;
  }
}
