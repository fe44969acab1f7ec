package org.dl4jmot.core.verify;

import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Checks a plain recurrent operation one step at a time, each against what the same runtime gave
 * for the step before. Two runtimes may be far apart after some steps although both are right:
 * recurrent weights with large rows multiply a rounding once a step. Within one step they multiply
 * nothing, so that its bound is as sharp as that of a matrix product (Higham, Accuracy and
 * Stability of Numerical Algorithms, 3.1).
 */
final class RecurrentSteps {
  private static final double UNIT_ROUNDOFF = 0x1p-24;
  // Of tanh, and of the additions of bias and both products.
  private static final int ROUNDINGS = 16;
  // What the hybrid kernel makes of the largest of its inputs, zero point included.
  private static final double HYBRID_STEP = 1.0 / 127;

  private final UnidirectionalSequenceRnn op;
  private final Shape input;
  private final float[] weights;
  private final float[] recurrent;
  private final float[] bias;
  private final double quantization;

  /**
   * Prepares a node.
   *
   * @param reals the values of a tensor of the graph
   */
  RecurrentSteps(Graph graph, Node node, Function<String, float[]> reals) {
    op = (UnidirectionalSequenceRnn) node.op();
    input = graph.tensor(node.inputs().get(0)).shape();
    weights = reals.apply(node.inputs().get(1));
    recurrent = reals.apply(node.inputs().get(2));
    bias = reals.apply(node.inputs().get(3));
    boolean hybrid = graph.tensor(node.inputs().get(1)).type() == DataType.INT8;
    quantization = hybrid ? HYBRID_STEP : 0;
  }

  static boolean concerns(Node node) {
    return node.op() instanceof UnidirectionalSequenceRnn;
  }

  /** Whether every step follows from its input and the state before, up to rounding. */
  boolean hold(float[] sequence, float[] states) {
    int samples = input.dim(op.timeMajor() ? 1 : 0);
    int steps = input.dim(op.timeMajor() ? 0 : 1);
    for (int sample = 0; sample < samples; sample++) {
      for (int time = 0; time < steps; time++) {
        int before = time == 0 ? -1 : row(sample, time - 1, samples, steps);
        if (!holds(sequence, states, row(sample, time, samples, steps), before)) {
          return false;
        }
      }
    }
    return true;
  }

  private int row(int sample, int time, int samples, int steps) {
    return op.timeMajor() ? time * samples + sample : sample * steps + time;
  }

  private boolean holds(float[] sequence, float[] states, int row, int before) {
    int units = bias.length;
    int features = input.dim(2);
    for (int unit = 0; unit < units; unit++) {
      Sum sum = new Sum(bias[unit]);
      sum.add(weights, unit * features, sequence, row * features, features);
      if (before >= 0) {
        sum.add(recurrent, unit * units, states, before * units, units);
      }
      double off = sum.size * UNIT_ROUNDOFF * (ROUNDINGS + features + units) + sum.quantized;
      double low = function(sum.value - off);
      double high = function(sum.value + off);
      double own = UNIT_ROUNDOFF * ROUNDINGS * Math.max(Math.abs(low), Math.abs(high));
      float state = states[row * units + unit];
      // Written so that NaN fails.
      if (!(state >= low - own && state <= high + own)) {
        return false;
      }
    }
    return true;
  }

  private double function(double value) {
    return switch (op.activation()) {
      case NONE -> value;
      case RELU -> Math.max(0, value);
      case RELU6 -> Math.min(6, Math.max(0, value));
      case TANH -> Math.tanh(value);
    };
  }

  /** A sum of products, of their magnitudes, and of what quantizing the factors may add. */
  private final class Sum {
    private double value;
    private double size;
    private double quantized;

    Sum(float bias) {
      value = bias;
      size = Math.abs(bias);
    }

    void add(float[] row, int rowFrom, float[] vector, int vectorFrom, int length) {
      double largest = 0;
      double total = 0;
      for (int i = 0; i < length; i++) {
        double product = (double) row[rowFrom + i] * vector[vectorFrom + i];
        value += product;
        size += Math.abs(product);
        total += Math.abs(row[rowFrom + i]);
        largest = Math.max(largest, Math.abs(vector[vectorFrom + i]));
      }
      quantized += quantization * largest * total;
    }
  }
}
