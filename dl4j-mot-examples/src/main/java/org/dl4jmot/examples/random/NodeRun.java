package org.dl4jmot.examples.random;

import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * One operation of a graph by itself, in float, fed with anything: with values, with absolute
 * values, with errors, weights included. What is no real number (indices) stays what it is.
 */
final class NodeRun {
  private static final String RESULT = "result";
  private final Op op;
  private final List<Tensor> operands;
  private final Tensor result;
  // Kernels want constant weights, so each set of constants is a graph of its own.
  private final Map<List<FloatBuffer>, Interpreter> interpreters = new HashMap<>();

  NodeRun(Graph graph, Node node, Op op) {
    this.op = op;
    operands = graph.inputsOf(node);
    result = Tensor.ofFloat(RESULT, graph.tensor(node.output()).shape());
  }

  /** Whether a tensor's elements stand for real numbers. */
  static boolean isReal(Tensor tensor) {
    return tensor.type() == DataType.FLOAT32
        || tensor.type() == DataType.FLOAT16
        || tensor.quantization().isPresent();
  }

  /** The operation. */
  Op op() {
    return op;
  }

  /** Length of the result's last axis. */
  int channels() {
    Shape shape = result.shape();
    return shape.rank() == 0 ? 1 : shape.dim(-1);
  }

  /** Length of the result's second axis. */
  int steps() {
    return result.shape().dim(1);
  }

  /** Elements of the result. */
  int length() {
    return Math.toIntExact(result.shape().elements());
  }

  /** The result for some operands; those that are no real numbers are ignored. */
  float[] of(List<float[]> values) {
    List<FloatBuffer> constants = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      if (operands.get(i).isConstant()) {
        constants.add(FloatBuffer.wrap(values.get(i)));
      }
    }
    Interpreter interpreter = interpreters.computeIfAbsent(constants, key -> prepare(values));
    for (int i = 0; i < operands.size(); i++) {
      if (!operands.get(i).isConstant()) {
        interpreter.tensor(name(i)).set(values.get(i));
      }
    }
    interpreter.run();
    return interpreter.tensor(RESULT).toFloats();
  }

  private static String name(int operand) {
    return "operand" + operand;
  }

  private Interpreter prepare(List<float[]> values) {
    GraphBuilder builder = Graph.builder();
    List<Tensor> tensors = new ArrayList<>();
    for (int i = 0; i < operands.size(); i++) {
      tensors.add(tensor(builder, operands.get(i), name(i), values.get(i)));
    }
    builder.output(RESULT, builder.node(List.of(), op, tensors, result));
    return new Interpreter(builder.build());
  }

  private static Tensor tensor(GraphBuilder builder, Tensor operand, String name, float... value) {
    if (!operand.isConstant()) {
      return builder.input(Tensor.ofFloat(name, operand.shape()));
    }
    return builder.add(
        isReal(operand)
            ? Tensor.constant(name, operand.shape(), ConstantData.of(value))
            : operand.named(name));
  }
}
