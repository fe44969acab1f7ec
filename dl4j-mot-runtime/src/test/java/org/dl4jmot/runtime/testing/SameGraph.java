package org.dl4jmot.runtime.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.Tensor;

/** Compares graphs by all that a file stores: not trained ranges, origins, layers, node names. */
public final class SameGraph {
  private SameGraph() {}

  /** Fails unless both are the same. */
  public static void check(Graph expected, Graph actual) {
    assertEquals(expected.inputs(), actual.inputs(), "inputs");
    assertEquals(expected.outputs(), actual.outputs(), "outputs");
    assertEquals(
        expected.nodes().stream().map(SameGraph::stored).toList(),
        actual.nodes().stream().map(SameGraph::stored).toList(),
        "nodes");
    assertEquals(byName(expected), byName(actual), "tensors");
  }

  private static Node stored(Node node) {
    return new Node(node.output(), node.op(), node.inputs(), node.outputs(), List.of());
  }

  private static Map<String, Tensor> byName(Graph graph) {
    Map<String, Tensor> tensors = new HashMap<>();
    for (Tensor tensor : graph.tensors()) {
      tensors.put(
          tensor.name(),
          new Tensor(
              tensor.name(),
              tensor.type(),
              tensor.shape(),
              tensor.data(),
              tensor.quantization(),
              Optional.empty(),
              Optional.empty()));
    }
    return tensors;
  }
}
