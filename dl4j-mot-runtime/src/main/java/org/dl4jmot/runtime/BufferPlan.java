package org.dl4jmot.runtime;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Buffers for a graph's tensors, of which one that is not read any more passes its memory on to a
 * later one of the same type and size. Kernels take the length of an array for that of its tensor:
 * hence the same size.
 */
final class BufferPlan {
  private final Graph graph;
  private final Set<String> kept = new HashSet<>();
  private final Map<String, Integer> lastReader = new HashMap<>();
  private final Map<String, Deque<TensorBuffer>> free = new HashMap<>();
  private final Map<String, TensorBuffer> buffers = new HashMap<>();

  private BufferPlan(Graph graph, Set<String> constants) {
    this.graph = graph;
    kept.addAll(constants);
    graph.inputs().stream().map(Port::tensor).forEach(kept::add);
    graph.outputs().stream().map(Port::tensor).forEach(kept::add);
    for (int i = 0; i < graph.nodes().size(); i++) {
      Node node = graph.nodes().get(i);
      keepIfConstant(node, constants);
      for (String input : node.inputs()) {
        lastReader.put(input, i);
      }
    }
  }

  /**
   * Buffers of all tensors that the nodes of a graph compute.
   *
   * @param constants names of the constant tensors
   */
  static Map<String, TensorBuffer> of(Graph graph, Set<String> constants) {
    BufferPlan plan = new BufferPlan(graph, new HashSet<>(constants));
    for (int i = 0; i < graph.nodes().size(); i++) {
      plan.allot(graph.nodes().get(i), i);
    }
    return plan.buffers;
  }

  /** What constants alone decide is computed once, and read in every run. */
  private void keepIfConstant(Node node, Set<String> constants) {
    if (constants.containsAll(node.inputs())) {
      constants.add(node.output());
      kept.add(node.output());
    }
  }

  private void allot(Node node, int index) {
    Tensor output = graph.tensor(node.output());
    TensorBuffer former = kept.contains(output.name()) ? null : queue(output).poll();
    buffers.put(
        output.name(), former == null ? new TensorBuffer(output) : former.succeededBy(output));
    node.inputs().stream().distinct().forEach(input -> release(input, index));
    if (!lastReader.containsKey(output.name())) {
      release(output.name(), index);
    }
  }

  private void release(String tensor, int index) {
    TensorBuffer buffer = buffers.get(tensor);
    if (buffer != null
        && !kept.contains(tensor)
        && lastReader.getOrDefault(tensor, index) == index) {
      queue(buffer.tensor()).push(buffer);
    }
  }

  private Deque<TensorBuffer> queue(Tensor tensor) {
    String size = tensor.type() + " " + tensor.shape().elements();
    return free.computeIfAbsent(size, key -> new ArrayDeque<>());
  }
}
