package org.dl4jmot.examples.random;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Errors that an int8 file makes, seen from the float graph it was made from: each int8 result and
 * each conversion is off by at most one step of its scale (half a step of rounding, and up to half
 * a step where the range ends between two integers), each constant by what was made of it. Kernels
 * that take floats and int8 weights (the recurrent ones) quantize their input and their state on
 * the fly, by a 127th of the largest magnitude at each step.
 */
final class Quantization implements Injection {
  private static final double HYBRID_STEP = 1.0 / 127;
  private final Graph floats;
  private final Graph device;
  private final Interpreter interpreter;
  private final Map<String, Node> nodes;
  private final Map<String, float[]> values;

  /**
   * Compares two graphs whose nodes have the same names.
   *
   * @param interpreter of the integer graph
   * @param values what the float graph's tensors hold
   */
  Quantization(Graph floats, Interpreter interpreter, Map<String, float[]> values) {
    this.floats = floats;
    this.interpreter = interpreter;
    this.values = values;
    this.device = interpreter.graph();
    this.nodes =
        device.nodes().stream()
            .collect(Collectors.toMap(Node::name, node -> node, (a, b) -> a, LinkedHashMap::new));
  }

  @Override
  public double ofInput(String tensor) {
    return step(device.tensor(tensor));
  }

  @Override
  public double ofOperand(Node node, int index) {
    String wanted = node.inputs().get(index);
    double sum = isHybrid(node) ? HYBRID_STEP * Elements.largest(values.get(wanted)) : 0;
    return sum + conversions(wanted, converted(node).inputs().get(index));
  }

  /** The steps of what stands between two forms of a tensor, the later one's included. */
  private double conversions(String from, String to) {
    double sum = 0;
    for (String at = to; !at.equals(from); ) {
      sum += step(device.tensor(at));
      at = device.producer(at).orElseThrow().input();
    }
    return sum;
  }

  /** The operation that a node has become; a conversion behind it may have taken its name. */
  private Node converted(Node node) {
    Node at = nodes.get(node.name());
    while (!at.op().getClass().equals(node.op().getClass())) {
      at = device.producer(at.input()).orElseThrow();
    }
    return at;
  }

  @Override
  public float[] ofConstant(Node node, int index) {
    Tensor constant = floats.tensor(node.inputs().get(index));
    float[] exact = constant.requireData().toFloats();
    if (node.op() instanceof UnidirectionalSequenceLstm && isInteger(node)) {
      return new float[exact.length];
    }
    float[] made = interpreter.tensor(converted(node).inputs().get(index)).toReal();
    float[] error = new float[exact.length];
    Elements.raise(error, exact, made);
    if (constant.shape().rank() == 1 && isHybrid(node)) {
      Elements.add(error, stateError(node));
    }
    return error;
  }

  /**
   * What rounding the state adds to the sums of a step: no more than an error of the biases by the
   * recurrent weights' largest row sum, and the peepholes', times a step of the state.
   */
  private double stateError(Node node) {
    double rows = 0;
    for (Tensor operand : floats.inputsOf(node)) {
      if (operand.isConstant()) {
        float[] weights = operand.requireData().toFloats();
        boolean square =
            operand.shape().rank() == 2 && operand.shape().dim(0) == operand.shape().dim(1);
        boolean peephole = operand.shape().rank() == 1;
        rows = Math.max(rows, square || peephole ? rowSum(operand, weights) : 0);
      }
    }
    Tensor result = floats.tensor(node.output());
    double state = Math.max(1, Elements.largest(values.get(result.name())));
    return HYBRID_STEP * rows * state;
  }

  private static double rowSum(Tensor operand, float... weights) {
    int length = operand.shape().dim(-1);
    double largest = 0;
    for (int row = 0; row < weights.length / length; row++) {
      double sum = 0;
      for (int i = 0; i < length; i++) {
        sum += Math.abs(weights[row * length + i]);
      }
      largest = Math.max(largest, sum);
    }
    return largest;
  }

  private boolean isInteger(Node node) {
    return device.tensor(converted(node).output()).type() == DataType.INT8;
  }

  /** Whether floats meet int8 weights. */
  private boolean isHybrid(Node node) {
    Node converted = converted(node);
    return device.tensor(converted.output()).type() == DataType.FLOAT32
        && device.inputsOf(converted).stream()
            .anyMatch(tensor -> tensor.isConstant() && tensor.type() == DataType.INT8);
  }

  /** No bound is derived for the LSTM in integers; both runtimes have to agree on it. */
  @Override
  public double ofResult(Node node) {
    if (node.op() instanceof UnidirectionalSequenceLstm && isInteger(node)) {
      return Double.POSITIVE_INFINITY;
    }
    String result = converted(node).output();
    double own = ErrorRules.copies(node.op()) ? 0 : step(device.tensor(result));
    return own + conversions(result, node.output());
  }

  private static double step(Tensor tensor) {
    return tensor.type() == DataType.INT8 ? tensor.requireQuantization().scale() : 0;
  }
}
