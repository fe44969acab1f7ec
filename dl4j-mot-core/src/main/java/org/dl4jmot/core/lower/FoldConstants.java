package org.dl4jmot.core.lower;

import java.util.Optional;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;

/** Computes, once and for all, what follows from constants alone. */
final class FoldConstants implements Rule {
  @Override
  public String name() {
    return "fold-constants";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> folded(graph, node));
  }

  private static Optional<Graph> folded(Graph graph, Node node) {
    if (!isFoldable(graph, node)) {
      return Optional.empty();
    }
    Tensor result = graph.tensor(node.output());
    Tensor constant = result.withData(ConstantData.of(computed(graph, node)));
    return Optional.of(graph.edit().remove(node).put(constant).build());
  }

  /** Float results of floats; a DEQUANTIZE of constants is how files store short weights. */
  private static boolean isFoldable(Graph graph, Node node) {
    return !node.inputs().isEmpty()
        && node.outputs().size() == 1
        && graph.tensor(node.output()).type() == DataType.FLOAT32
        && graph.inputsOf(node).stream()
            .allMatch(tensor -> tensor.isConstant() && tensor.type() == DataType.FLOAT32);
  }

  private static float[] computed(Graph graph, Node node) {
    GraphBuilder builder = Graph.builder();
    graph.inputsOf(node).stream().distinct().forEach(builder::add);
    Tensor result = builder.add(graph.tensor(node.output()));
    Interpreter interpreter = new Interpreter(builder.node(node).output("result", result).build());
    interpreter.run();
    return interpreter.output("result").toFloats();
  }
}
