package org.dl4jmot.quantization.testing;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.quantization.plan.PolicyTable;
import org.dl4jmot.quantization.plan.QuantizationPlan;
import org.dl4jmot.quantization.plan.QuantizationTargets.Requantized;
import org.dl4jmot.quantization.plan.WeightQuantization;
import org.dl4jmot.quantization.plan.WeightRule;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * How far the integer network's values can be from the float network's, worst case, on samples it
 * was calibrated on. Each rounding adds half a scale; the shift of a range to make zero exact, half
 * a scale at its ends; fixed-point multipliers, below half a scale: two scales per operation.
 */
public final class ErrorBound {
  private static final float PER_OPERATION = 2;
  private final Graph graph;
  private final QuantizationPlan plan;
  private final Map<String, Float> magnitudes;
  private final Map<String, Double> bounds = new HashMap<>();

  /**
   * Derives the bounds.
   *
   * @param magnitudes largest magnitude of each computed or fed tensor in the float network
   */
  public ErrorBound(Graph graph, QuantizationPlan plan, Map<String, Float> magnitudes) {
    this.graph = graph;
    this.plan = plan;
    this.magnitudes = magnitudes;
    graph.inputTensors().forEach(input -> bounds.put(input.name(), (double) scale(input.name())));
    graph.nodes().forEach(node -> bounds.put(node.output(), bound(node)));
  }

  public double of(String tensor) {
    return bounds.get(tensor);
  }

  private float scale(String activation) {
    return plan.activation(activation).orElseThrow().parameters().scale();
  }

  private double bound(Node node) {
    double rounding = PER_OPERATION * scale(node.output());
    if (PolicyTable.of(node.op()).weights().isPresent()) {
      return weighted(node, PolicyTable.of(node.op()).weights().get()) + rounding;
    }
    double first = operand(node, 0);
    if (node.op() instanceof MaxPool2d
        || node.op() instanceof Pad
        || node.op() instanceof Reshape) {
      return first;
    }
    if (node.op() instanceof Concatenation) {
      return concatenated(node, rounding);
    }
    if (node.op() instanceof Mul) {
      return first * magnitude(node, 1)
          + operand(node, 1) * (magnitude(node, 0) + first)
          + rounding;
    }
    if (node.op() instanceof Logistic) {
      return first / 4 + rounding;
    }
    if (node.op() instanceof Softmax) {
      return first / 2 + rounding;
    }
    double second = node.inputs().size() > 1 ? operand(node, 1) : 0;
    return first + second + rounding;
  }

  private double concatenated(Node node, double rounding) {
    double worst = 0;
    for (int i = 0; i < node.inputs().size(); i++) {
      boolean converted =
          plan.targets().requantized().contains(new Requantized(node.name(), node.inputs().get(i)));
      worst = Math.max(worst, operand(node, i) + (converted ? rounding : 0));
    }
    return worst;
  }

  private double operand(Node node, int index) {
    Tensor tensor = graph.tensor(node.inputs().get(index));
    return tensor.isConstant()
        ? plan.constant(node.name(), index).orElseThrow().parameters().scale()
        : bounds.get(tensor.name());
  }

  private double magnitude(Node node, int index) {
    Tensor tensor = graph.tensor(node.inputs().get(index));
    if (!tensor.isConstant()) {
      return magnitudes.get(tensor.name());
    }
    double largest = 0;
    for (float value : tensor.requireData().toFloats()) {
      largest = Math.max(largest, Math.abs(value));
    }
    return largest;
  }

  private double weighted(Node node, WeightRule rule) {
    List<Tensor> inputs = graph.inputsOf(node);
    Tensor weights = inputs.get(1);
    float[] values = weights.requireData().toFloats();
    int channels = weights.shape().dim(rule.channelAxis());
    double[] sums = sums(values, weights, rule.channelAxis());
    QuantizationParameters scales = plan.constant(node.name(), 1).orElseThrow().parameters();
    QuantizationParameters bias = plan.constant(node.name(), 2).orElseThrow().parameters();
    double incoming = operand(node, 0);
    double worst = 0;
    for (int channel = 0; channel < channels; channel++) {
      double weightError = 0.501 * scales.scale(channel) * values.length / channels;
      worst =
          Math.max(
              worst,
              sums[channel] * incoming
                  + weightError * (magnitude(node, 0) + incoming)
                  + bias.scale(channel));
    }
    return worst;
  }

  private static double[] sums(float[] values, Tensor weights, int axis) {
    double[] sums =
        new double[WeightQuantization.largestMagnitudes(values, weights.shape(), axis).length];
    int inner = axis == 0 ? values.length / sums.length : 1;
    for (int i = 0; i < values.length; i++) {
      sums[i / inner % sums.length] += Math.abs(values[i]);
    }
    return sums;
  }
}
