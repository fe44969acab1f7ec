package org.dl4jmot.core.testing;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.IntToDoubleFunction;
import java.util.function.IntUnaryOperator;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.LocalResponseNormalization;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * How far two float computations of the same graph may be apart: a running error analysis over one
 * actual run, with roundings as independent as Higham and Mary take them (A New Approach to
 * Probabilistic Rounding Error Analysis, 2019): errors that enter a sum with weights w add up to
 * the Euclidean norm of w times the error, and a sum of n terms adds sqrt(n) u times its size. A
 * factor of {@link #DEVIATIONS} on that root mean square is exceeded once in 10^15 cases.
 */
public final class RoundingBound {
  /** Unit roundoff of float. */
  private static final double U = Math.pow(2, -24);

  /**
   * Both computations round, and a folded constant is rounded up to twice more (once per factor),
   * while Deeplearning4j's batch normalization takes four roundings where the graph takes two.
   */
  private static final double COMPUTATIONS = 4;

  private static final double DEVIATIONS = 8;

  /** Roundings of each computation's library functions, in units of the result's last place. */
  private static final double FUNCTION = 4 * U;

  private static final Map<Class<? extends Op>, BiFunction<RoundingBound, Node, double[]>> RULES =
      Map.ofEntries(
          Map.entry(Conv2d.class, RoundingBound::weighted),
          Map.entry(TransposeConv.class, RoundingBound::weighted),
          Map.entry(BatchMatMul.class, RoundingBound::matrices),
          Map.entry(FullyConnected.class, RoundingBound::weighted),
          Map.entry(DepthwiseConv2d.class, RoundingBound::depthwise),
          Map.entry(Mul.class, RoundingBound::product),
          Map.entry(Add.class, RoundingBound::sum),
          Map.entry(Sub.class, RoundingBound::sum),
          Map.entry(Maximum.class, RoundingBound::larger),
          Map.entry(Minimum.class, RoundingBound::larger),
          Map.entry(SelectV2.class, RoundingBound::larger),
          Map.entry(Div.class, RoundingBound::quotient),
          Map.entry(Mean.class, RoundingBound::mean),
          Map.entry(AveragePool2d.class, RoundingBound::mean),
          Map.entry(Sum.class, RoundingBound::total),
          Map.entry(Pow.class, RoundingBound::power),
          Map.entry(Concatenation.class, RoundingBound::concatenation),
          Map.entry(Softmax.class, RoundingBound::softmax),
          Map.entry(Transpose.class, RoundingBound::moved),
          Map.entry(Gather.class, RoundingBound::moved),
          Map.entry(PRelu.class, RoundingBound::product),
          Map.entry(LeakyRelu.class, RoundingBound::leaky),
          Map.entry(Exp.class, (bound, node) -> bound.curved(node, (x, y) -> y)),
          Map.entry(Elu.class, (bound, node) -> bound.curved(node, (x, y) -> 1)),
          Map.entry(Logistic.class, (bound, node) -> bound.curved(node, (x, y) -> 0.25)),
          Map.entry(Tanh.class, (bound, node) -> bound.curved(node, (x, y) -> 1)),
          Map.entry(Log.class, (bound, node) -> bound.curved(node, (x, y) -> 1 / x)),
          Map.entry(Sqrt.class, (bound, node) -> bound.curved(node, (x, y) -> 0.5 / y)),
          Map.entry(LocalResponseNormalization.class, RoundingBound::normalization));

  private final Graph graph;
  private final Map<String, float[]> values;
  private final Map<String, double[]> errors = new HashMap<>();

  private RoundingBound(Graph graph, Map<String, float[]> values) {
    this.graph = graph;
    this.values = values;
    for (Node node : graph.nodes()) {
      double[] error =
          RULES.getOrDefault(node.op().getClass(), RoundingBound::other).apply(this, node);
      errors.put(node.output(), error);
    }
  }

  /** For each tensor of a graph a bound per channel, given all tensors' values after a run. */
  public static Map<String, double[]> of(Graph graph, Map<String, float[]> values) {
    RoundingBound bound = new RoundingBound(graph, values);
    Map<String, double[]> bounds = new HashMap<>();
    for (Tensor tensor : graph.tensors()) {
      double[] error = bound.error(tensor.name());
      bounds.put(
          tensor.name(),
          Arrays.stream(error).map(each -> COMPUTATIONS * DEVIATIONS * each).toArray());
    }
    return bounds;
  }

  private int channels(String tensor) {
    Shape shape = graph.tensor(tensor).shape();
    return shape.rank() == 0 ? 1 : shape.dim(-1);
  }

  private double[] error(String tensor) {
    return errors.getOrDefault(tensor, new double[channels(tensor)]);
  }

  private double[] magnitude(String tensor) {
    double[] largest = new double[channels(tensor)];
    float[] data = values.get(tensor);
    for (int i = 0; i < data.length; i++) {
      int channel = i % largest.length;
      largest[channel] = Math.max(largest[channel], Math.abs(data[i]));
    }
    return largest;
  }

  private double[] least(String tensor) {
    double[] least = new double[channels(tensor)];
    Arrays.fill(least, Double.POSITIVE_INFINITY);
    float[] data = values.get(tensor);
    for (int i = 0; i < data.length; i++) {
      int channel = i % least.length;
      least[channel] = Math.min(least[channel], Math.abs(data[i]));
    }
    return least;
  }

  /**
   * Weighted sums whose output channel is the weights' first axis, whose input channel the last.
   */
  private double[] weighted(Node node) {
    float[] weights = values.get(node.inputs().get(1));
    double[] result = new double[channels(node.output())];
    int terms = weights.length / result.length;
    for (int o = 0; o < result.length; o++) {
      int first = o * terms;
      result[o] = weighted(node, o, terms, t -> weights[first + t], t -> t);
    }
    return result;
  }

  private double[] depthwise(Node node) {
    float[] weights = values.get(node.inputs().get(1));
    double[] result = new double[channels(node.output())];
    int multiplier = result.length / channels(node.input());
    for (int o = 0; o < result.length; o++) {
      int channel = o;
      int terms = weights.length / result.length;
      result[o] =
          weighted(
              node, o, terms, t -> weights[t * result.length + channel], t -> channel / multiplier);
    }
    return result;
  }

  private double weighted(
      Node node, int output, int terms, IntToDoubleFunction weight, IntUnaryOperator input) {
    double[] error = error(node.input());
    double[] magnitude = magnitude(node.input());
    double passed = 0;
    double size = 0;
    for (int t = 0; t < terms; t++) {
      int channel = input.applyAsInt(t) % error.length;
      passed += square(weight.applyAsDouble(t) * error[channel]);
      size += square(weight.applyAsDouble(t) * magnitude[channel]);
    }
    double bias = node.inputs().size() > 2 ? values.get(node.inputs().get(2))[output] : 0;
    return Math.sqrt(passed) + Math.sqrt(terms + 2.0) * U * (Math.sqrt(size) + Math.abs(bias));
  }

  /** Products with constant matrices, of which the largest weight counts in each place. */
  private double[] matrices(Node node) {
    float[] weights = values.get(node.inputs().get(1));
    double[] error = error(node.input());
    double[] magnitude = magnitude(node.input());
    double[] result = new double[channels(node.output())];
    int terms = magnitude.length;
    for (int o = 0; o < result.length; o++) {
      double passed = 0;
      double size = 0;
      for (int t = 0; t < terms; t++) {
        double largest = 0;
        for (int i = t * result.length + o; i < weights.length; i += terms * result.length) {
          largest = Math.max(largest, Math.abs(weights[i]));
        }
        passed += square(largest * error[t]);
        size += square(largest * magnitude[t]);
      }
      result[o] = Math.sqrt(passed) + Math.sqrt(terms + 2.0) * U * Math.sqrt(size);
    }
    return result;
  }

  private static double square(double value) {
    return value * value;
  }

  private double[] product(Node node) {
    return combined(node, (a, ea, b, eb) -> a * eb + b * ea + ea * eb + U * a * b);
  }

  private double[] sum(Node node) {
    return combined(node, (a, ea, b, eb) -> ea + eb + U * (a + b));
  }

  private interface Combination {
    double of(double a, double errorOfA, double b, double errorOfB);
  }

  private double[] combined(Node node, Combination combination) {
    double[] a = magnitude(node.inputs().get(0));
    double[] b = magnitude(node.inputs().get(1));
    double[] errorOfA = error(node.inputs().get(0));
    double[] errorOfB = error(node.inputs().get(1));
    double[] result = new double[channels(node.output())];
    for (int c = 0; c < result.length; c++) {
      int i = c % a.length;
      int j = c % b.length;
      result[c] = combination.of(a[i], errorOfA[i], b[j], errorOfB[j]);
    }
    return result;
  }

  /** Either operand may be the result; a condition in front of them is never in doubt. */
  private double[] larger(Node node) {
    List<String> values = node.inputs().subList(node.inputs().size() - 2, node.inputs().size());
    double[] result = new double[channels(node.output())];
    for (int c = 0; c < result.length; c++) {
      for (String value : values) {
        double[] error = error(value);
        result[c] = Math.max(result[c], error[c % error.length]);
      }
    }
    return result;
  }

  /** ND4J may take a small quotient as 1 less another: it rounds as at 1. */
  private double[] quotient(Node node) {
    double[] quotient = magnitude(node.output());
    double[] least = least(node.inputs().get(1));
    double[] errorOfA = error(node.inputs().get(0));
    double[] errorOfB = error(node.inputs().get(1));
    double[] result = new double[quotient.length];
    for (int c = 0; c < result.length; c++) {
      double b = least[c % least.length];
      double passed = errorOfA[c % errorOfA.length] + quotient[c] * errorOfB[c % errorOfB.length];
      result[c] = passed / b + U * Math.max(1, quotient[c]);
    }
    return result;
  }

  /** A constant power p: the derivative is p y / x, largest at either end. */
  private double[] power(Node node) {
    double p = values.get(node.inputs().get(1))[0];
    return curved(node, (x, y) -> Math.abs(p) * Math.pow(x, p - 1));
  }

  private double[] leaky(Node node) {
    double slope = Math.max(1, Math.abs(((LeakyRelu) node.op()).alpha()));
    double[] error = error(node.input());
    double[] magnitude = magnitude(node.output());
    return spread(node.output(), c -> slope * error[c] + U * magnitude[c], error.length);
  }

  /** A derivative, of x and the result. */
  private interface Derivative {
    double of(double x, double y);
  }

  /**
   * A function of one value: the largest derivative passes the error on. Monotonic derivatives are
   * largest at the least or the largest |x|.
   */
  private double[] curved(Node node, Derivative derivative) {
    double[] error = error(node.input());
    double[][] xs = {least(node.input()), magnitude(node.input())};
    double[][] ys = {least(node.output()), magnitude(node.output())};
    return spread(
        node.output(),
        c -> {
          double slope =
              error[c] == 0
                  ? 0
                  : Math.max(derivative.of(xs[0][c], ys[0][c]), derivative.of(xs[1][c], ys[1][c]));
          return slope * error[c] + FUNCTION * Math.max(1, ys[1][c]);
        },
        error.length);
  }

  /**
   * y = x d^-b with d = k + a s: from its own and every neighbouring channel, dy/dx is below (1 + 2
   * b sqrt(n)) k^-b, n being the window, as a x x' / d summed over it is at most sqrt(n).
   */
  private double[] normalization(Node node) {
    LocalResponseNormalization op = (LocalResponseNormalization) node.op();
    double window = 2.0 * op.radius() + 1;
    double slope = (1 + 2 * op.beta() * Math.sqrt(window)) * Math.pow(op.bias(), -op.beta());
    double largest = Arrays.stream(error(node.input())).max().orElse(0);
    double[] magnitude = magnitude(node.output());
    return spread(
        node.output(),
        c -> slope * largest + (window + 2) * FUNCTION * magnitude[c],
        magnitude.length);
  }

  /** A channel of the result holds elements of all channels. */
  private double[] moved(Node node) {
    double[] error = error(node.input());
    double largest = Arrays.stream(error).max().orElse(0);
    return spread(node.output(), c -> largest, error.length);
  }

  private double[] softmax(Node node) {
    double[] error = error(node.input());
    double largest = Arrays.stream(error).max().orElse(0);
    return spread(node.output(), c -> largest + U, error.length);
  }

  private double[] total(Node node) {
    int terms =
        graph.tensor(node.input()).shape().elements() / Math.max(1, channels(node.output()));
    double[] mean = mean(node);
    Arrays.setAll(mean, c -> terms * mean[c]);
    return mean;
  }

  private double[] mean(Node node) {
    int terms =
        graph.tensor(node.input()).shape().elements() / Math.max(1, channels(node.output()));
    double[] magnitude = magnitude(node.input());
    return spread(
        node.output(),
        c -> error(node.input())[c] + Math.sqrt(terms) * U * magnitude[c],
        magnitude.length);
  }

  private double[] concatenation(Node node) {
    double[] along =
        node.inputs().stream().flatMapToDouble(name -> Arrays.stream(error(name))).toArray();
    double[] result = new double[channels(node.output())];
    if (along.length == result.length) {
      return along;
    }
    Arrays.fill(result, Arrays.stream(along).max().orElse(0));
    return result;
  }

  /** The rest is exact, and passes errors on at most as they are. */
  private double[] other(Node node) {
    double[] error = error(node.input());
    return spread(node.output(), c -> error[c], error.length);
  }

  /** The channels of a result from those of an operand that they repeat, as flattening does. */
  private double[] spread(String result, IntToDoubleFunction operand, int channels) {
    double[] all = new double[channels(result)];
    if (all.length % channels == 0) {
      Arrays.setAll(all, c -> operand.applyAsDouble(c % channels));
    } else {
      double largest = 0;
      for (int c = 0; c < channels; c++) {
        largest = Math.max(largest, operand.applyAsDouble(c));
      }
      Arrays.fill(all, largest);
    }
    return all;
  }
}
