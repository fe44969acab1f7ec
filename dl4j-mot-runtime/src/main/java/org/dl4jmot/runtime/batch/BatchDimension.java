package org.dl4jmot.runtime.batch;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.batch.BatchRule.MixedRowsException;
import org.dl4jmot.runtime.batch.BatchRule.Use;
import org.dl4jmot.runtime.batch.MixedBatchException.Problem;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The batch dimension of a graph that was made for one sample: which of its tensors have a row, or
 * several, per sample in dimension 0, checked node by node so that every sample gets the answer it
 * gets alone. Immutable.
 */
public final class BatchDimension {
  private final Set<String> open;

  private BatchDimension(Set<String> open) {
    this.open = Set.copyOf(open);
  }

  /** None: every tensor has the size it has. */
  public static BatchDimension fixed() {
    return new BatchDimension(Set.of());
  }

  /**
   * Finds the tensors that have rows of a batch.
   *
   * @param graph a graph whose inputs have 1 in dimension 0
   * @throws MixedBatchException listing every node where samples mix or cannot be told apart
   */
  public static BatchDimension of(Graph graph) {
    List<Problem> problems = new ArrayList<>();
    Map<String, Rows> rows = new HashMap<>();
    for (Port port : graph.inputs()) {
      Shape shape = graph.tensor(port.tensor()).shape();
      if (shape.rank() == 0 || shape.dim(0) != 1) {
        problems.add(
            new Problem(
                "input '" + port.name() + "'",
                List.of(),
                "must have 1 in dimension 0, the batch: " + shape));
      }
      rows.put(port.tensor(), Rows.IN_ORDER);
    }
    graph.nodes().forEach(node -> follow(graph, node, rows, problems));
    if (problems.isEmpty()) {
      graph.outputs().forEach(port -> check(graph, port, rows, problems));
    }
    if (!problems.isEmpty()) {
      throw new MixedBatchException(problems);
    }
    return new BatchDimension(rows.keySet());
  }

  private static void follow(
      Graph graph, Node node, Map<String, Rows> rows, List<Problem> problems) {
    Set<String> inputs = new HashSet<>(node.inputs());
    inputs.retainAll(rows.keySet());
    if (inputs.isEmpty()) {
      return;
    }
    Tensor output = graph.tensor(node.output());
    try {
      Use use = new Use(node, graph.inputsOf(node), output, rows);
      rows.put(output.name(), BatchRules.of(node.op()).apply(use));
    } catch (MixedRowsException e) {
      problems.add(
          new Problem(node.op().type() + " '" + node.name() + "'", node.layers(), e.getMessage()));
      // So that what follows is judged too.
      rows.put(output.name(), Rows.IN_ORDER);
    }
  }

  private static void check(
      Graph graph, Port port, Map<String, Rows> rows, List<Problem> problems) {
    Shape shape = graph.tensor(port.tensor()).shape();
    boolean row = rows.get(port.tensor()) == Rows.IN_ORDER && shape.dim(0) == 1;
    if (!row) {
      problems.add(
          new Problem(
              "output '" + port.name() + "'",
              List.of(),
              "does not have one row per sample: " + shape));
    }
  }

  /** Whether a tensor has rows of a batch in dimension 0. */
  public boolean isOpen(String tensor) {
    return open.contains(tensor);
  }

  /** Whether no tensor has. */
  public boolean isFixed() {
    return open.isEmpty();
  }

  /**
   * The graph for batches of a size. An integer or float graph computes for each sample what it
   * computed for one.
   *
   * @param graph the graph this was found for
   * @param size samples, at least 1
   * @throws IllegalArgumentException for fewer than 1, or if the batch dimension is fixed
   */
  public Graph resized(Graph graph, int size) {
    if (size < 1 || isFixed()) {
      throw new IllegalArgumentException(
          isFixed()
              ? "the batch dimension of this graph is fixed"
              : "a batch has at least 1 sample: " + size);
    }
    GraphEdit edit = graph.edit();
    Map<String, Shape> shapes = new HashMap<>();
    graph.tensors().forEach(tensor -> shapes.put(tensor.name(), tensor.shape()));
    for (Port port : graph.inputs()) {
      shapes.computeIfPresent(port.tensor(), (name, shape) -> rows(shape, size));
    }
    for (Node node : graph.nodes()) {
      if (isOpen(node.output())) {
        Op op = resized(node.op(), size);
        List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
        shapes.put(node.output(), op.outputShapes(inputs).get(0));
        edit.replace(node, node.with(op));
      }
    }
    open.forEach(name -> edit.put(graph.tensor(name).shaped(shapes.get(name))));
    return edit.build();
  }

  private static Shape rows(Shape shape, int size) {
    return shape.with(0, Math.multiplyExact(shape.dim(0), size));
  }

  /** The operations that name the size of their result. */
  private static final Map<Class<? extends Op>, Resizing> RESIZINGS =
      Map.of(
          Reshape.class, (op, size) -> new Reshape(rows(((Reshape) op).shape(), size)),
          Slice.class, (op, size) -> resized((Slice) op, size),
          StridedSlice.class, (op, size) -> resized((StridedSlice) op, size));

  /** An operation for so many samples. */
  @FunctionalInterface
  private interface Resizing {
    Op apply(Op op, int size);
  }

  private static Op resized(Op op, int size) {
    return RESIZINGS.getOrDefault(op.getClass(), (same, count) -> same).apply(op, size);
  }

  private static Slice resized(Slice slice, int size) {
    return new Slice(slice.begin(), times(slice.size(), size));
  }

  private static StridedSlice resized(StridedSlice slice, int size) {
    return new StridedSlice(slice.begin(), times(slice.end(), size), slice.strides());
  }

  private static List<Integer> times(List<Integer> first, int size) {
    List<Integer> result = new ArrayList<>(first);
    result.set(0, Math.multiplyExact(first.get(0), size));
    return result;
  }
}
