package org.dl4jmot.runtime.delegate;

import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.tensor.DataType;

/** Constants behind a DEQUANTIZE: float16 weights, which delegates convert once, ahead of runs. */
final class Unpacking {
  private Unpacking() {}

  /** Whether a node turns a constant of one of these types into float32. */
  static boolean isUnpacking(Graph graph, Node node, Set<DataType> types) {
    return node.op() instanceof Dequantize
        && graph.tensor(node.input()).isConstant()
        && types.contains(graph.tensor(node.input()).type());
  }

  /** The tensors that such nodes compute. */
  static Set<String> unpacked(Graph graph, Set<DataType> types) {
    return graph.nodes().stream()
        .filter(node -> isUnpacking(graph, node, types))
        .map(Node::output)
        .collect(Collectors.toSet());
  }
}
