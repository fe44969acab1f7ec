package org.dl4jmot.core.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleBiFunction;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Sub;
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

  private static final Map<Class<? extends Op>, ToDoubleBiFunction<RoundingBound, Node>> RULES =
      Map.of(
          Conv2d.class, (bound, node) -> bound.weighted(node, 0),
          FullyConnected.class, (bound, node) -> bound.weighted(node, 0),
          DepthwiseConv2d.class, (bound, node) -> bound.weighted(node, 3),
          Mul.class, RoundingBound::product,
          Add.class, RoundingBound::sum,
          Sub.class, RoundingBound::sum,
          Mean.class, RoundingBound::mean,
          AveragePool2d.class, RoundingBound::mean);

  private final Graph graph;
  private final Map<String, float[]> values;
  private final Map<String, Double> errors = new HashMap<>();

  private RoundingBound(Graph graph, Map<String, float[]> values) {
    this.graph = graph;
    this.values = values;
    for (Node node : graph.nodes()) {
      double error =
          RULES.getOrDefault(node.op().getClass(), RoundingBound::other).applyAsDouble(this, node);
      errors.put(node.output(), error);
    }
  }

  /** The bound for each tensor of a graph, given all tensors' values after a run. */
  public static Map<String, Double> of(Graph graph, Map<String, float[]> values) {
    Map<String, Double> bounds = new HashMap<>();
    new RoundingBound(graph, values)
        .errors.forEach((name, error) -> bounds.put(name, COMPUTATIONS * DEVIATIONS * error));
    return bounds;
  }

  private double error(String tensor) {
    return errors.getOrDefault(tensor, 0.0);
  }

  private double magnitude(String tensor) {
    double largest = 0;
    for (float value : values.get(tensor)) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  /** Weighted sums; their output channel is one of the weights' axes. */
  private double weighted(Node node, int axis) {
    Tensor weights = graph.tensor(node.inputs().get(1));
    double norm = largestNorm(weights, axis);
    int terms = weights.shape().elements() / weights.shape().dim(axis) + 2;
    double bias = node.inputs().size() > 2 ? magnitude(node.inputs().get(2)) : 0;
    String input = node.input();
    return norm * error(input) + Math.sqrt(terms) * U * (norm * magnitude(input) + bias);
  }

  private static double largestNorm(Tensor weights, int axis) {
    float[] data = weights.requireData().toFloats();
    int channels = weights.shape().dim(axis);
    int inner = axis == 0 ? data.length / channels : 1;
    double[] norms = new double[channels];
    for (int i = 0; i < data.length; i++) {
      norms[i / inner % channels] += (double) data[i] * data[i];
    }
    double largest = 0;
    for (double norm : norms) {
      largest = Math.max(largest, Math.sqrt(norm));
    }
    return largest;
  }

  private double product(Node node) {
    String a = node.inputs().get(0);
    String b = node.inputs().get(1);
    return magnitude(a) * error(b)
        + magnitude(b) * error(a)
        + error(a) * error(b)
        + U * magnitude(a) * magnitude(b);
  }

  private double sum(Node node) {
    List<String> inputs = node.inputs();
    return inputs.stream().mapToDouble(name -> error(name) + U * magnitude(name)).sum();
  }

  private double mean(Node node) {
    int terms =
        graph.tensor(node.input()).shape().elements()
            / Math.max(1, graph.tensor(node.output()).shape().dim(-1));
    return error(node.input()) + Math.sqrt(terms) * U * magnitude(node.input());
  }

  /** Activation functions are 1-Lipschitz and good to some last places; the rest is exact. */
  private double other(Node node) {
    double operands = node.inputs().stream().mapToDouble(this::error).max().orElse(0);
    return operands + U * Math.min(1, magnitude(node.output()));
  }
}
