package org.dl4jmot.examples.random;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * How far each int8 operation of a file is from the same operation in float on the very operands it
 * had, in steps of its result's scale. What two runtimes agree on may still be wrong, if the file
 * gives them the wrong scale; this would show it.
 */
final class NodeErrors {
  /** Copies and conversions, and the LSTM, whose integer form rounds its state at every step. */
  private static final Set<Class<? extends Op>> LEFT_OUT =
      Set.of(Gather.class, Quantize.class, Dequantize.class, UnidirectionalSequenceLstm.class);

  private final Graph graph;
  private final Interpreter interpreter;
  private final Map<Node, NodeRun> runs = new LinkedHashMap<>();

  NodeErrors(Interpreter interpreter) {
    this.interpreter = interpreter;
    this.graph = interpreter.graph();
    graph.nodes().stream()
        .filter(this::computesInIntegers)
        .forEach(node -> runs.put(node, new NodeRun(graph, node, node.op())));
  }

  private boolean computesInIntegers(Node node) {
    return !LEFT_OUT.contains(node.op().getClass())
        && graph.tensor(node.output()).type() == DataType.INT8;
  }

  /** The largest error of each operation's result in the interpreter's last run, in steps. */
  Map<Node, Double> inSteps() {
    Map<Node, Double> errors = new LinkedHashMap<>();
    runs.forEach((node, run) -> errors.put(node, error(node, run)));
    return errors;
  }

  private double error(Node node, NodeRun run) {
    List<float[]> operands = new ArrayList<>();
    for (Tensor input : graph.inputsOf(node)) {
      operands.add(
          NodeRun.isReal(input) ? interpreter.tensor(input.name()).toReal() : new float[0]);
    }
    float[] exact = run.of(operands);
    float[] actual = interpreter.tensor(node.output()).toReal();
    QuantizationParameters form = graph.tensor(node.output()).requireQuantization();
    double lowest = form.scale() * (double) (Byte.MIN_VALUE - form.zeroPoint());
    double highest = form.scale() * (double) (Byte.MAX_VALUE - form.zeroPoint());
    double worst = 0;
    for (int i = 0; i < exact.length; i++) {
      double clipped = Math.min(Math.max(exact[i], lowest), highest);
      worst = Math.max(worst, Math.abs(actual[i] - clipped));
    }
    return worst / form.scale();
  }
}
