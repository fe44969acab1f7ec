package org.dl4jmot.examples.random;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Errors that an int8 file makes, seen from the float graph it was made from: each int8 result and
 * each conversion is off by at most one step of its scale (half a step of rounding, and up to half
 * a step where the range ends between two integers), each constant by what was made of it.
 */
final class Quantization implements Injection {
  private final Graph floats;
  private final Graph device;
  private final Interpreter interpreter;
  private final Map<String, Node> nodes;
  private final Map<String, Double> conversions = new HashMap<>();

  /**
   * Compares two graphs whose nodes have the same names.
   *
   * @param interpreter of the integer graph
   */
  Quantization(Graph floats, Interpreter interpreter) {
    this.floats = floats;
    this.interpreter = interpreter;
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
    String tensor = nodes.get(node.name()).inputs().get(index);
    return conversions.computeIfAbsent(wanted + " as " + tensor, key -> converted(wanted, tensor));
  }

  /** What the conversions between a tensor and the form in which it is read add up to. */
  private double converted(String wanted, String tensor) {
    double sum = 0;
    for (String at = tensor; !at.equals(wanted); ) {
      sum += step(device.tensor(at));
      at = device.producer(at).orElseThrow().input();
    }
    return sum;
  }

  @Override
  public float[] ofConstant(Node node, int index) {
    float[] exact = floats.tensor(node.inputs().get(index)).requireData().toFloats();
    float[] made = interpreter.tensor(nodes.get(node.name()).inputs().get(index)).toReal();
    float[] error = new float[exact.length];
    Elements.raise(error, exact, made);
    return error;
  }

  @Override
  public double ofResult(Node node) {
    return ErrorRules.copies(node.op()) ? 0 : step(device.tensor(node.output()));
  }

  private static double step(Tensor tensor) {
    return tensor.type() == DataType.INT8 ? tensor.requireQuantization().scale() : 0;
  }
}
