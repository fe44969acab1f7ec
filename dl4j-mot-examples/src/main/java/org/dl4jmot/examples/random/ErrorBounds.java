package org.dl4jmot.examples.random;

import java.lang.reflect.Constructor;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Bounds how far each element of each tensor of a float graph may be off, given what its tensors
 * held in one run: a forward error analysis, node by node. A fused activation clamps, which makes
 * no error larger, so operations are taken without it.
 */
final class ErrorBounds {
  private final Graph graph;
  private final Map<Node, NodeRun> runs = new LinkedHashMap<>();

  ErrorBounds(Graph graph) {
    this.graph = graph;
    graph.nodes().forEach(node -> runs.put(node, new NodeRun(graph, node, unfused(node.op()))));
  }

  /**
   * The bounds of one run.
   *
   * @param values what each tensor held
   * @param injection where errors come from
   * @param rounding relative error of a rounding to float, or 0 to neglect those
   */
  Map<String, float[]> of(Map<String, float[]> values, Injection injection, double rounding) {
    Map<String, float[]> bounds = new HashMap<>();
    for (Tensor input : graph.inputTensors()) {
      float[] error = new float[values.get(input.name()).length];
      Arrays.fill(error, (float) injection.ofInput(input.name()));
      bounds.put(input.name(), error);
    }
    for (Node node : graph.nodes()) {
      bounds.put(node.output(), bound(node, values, bounds, injection, rounding));
    }
    return bounds;
  }

  private float[] bound(
      Node node,
      Map<String, float[]> values,
      Map<String, float[]> bounds,
      Injection injection,
      double rounding) {
    if (!NodeRun.isReal(graph.tensor(node.output()))) {
      return new float[0];
    }
    List<float[]> operands = new ArrayList<>();
    List<float[]> errors = new ArrayList<>();
    for (int i = 0; i < node.inputs().size(); i++) {
      Tensor tensor = graph.tensor(node.inputs().get(i));
      operands.add(NodeRun.isReal(tensor) ? values.get(tensor.name()) : new float[0]);
      errors.add(error(node, i, bounds, injection));
    }
    float[] bound = ErrorRules.of(node.op()).bound(runs.get(node), operands, errors, rounding);
    Elements.add(bound, injection.ofResult(node));
    return Elements.unboundedWhereUndefined(bound);
  }

  private float[] error(Node node, int index, Map<String, float[]> bounds, Injection injection) {
    Tensor tensor = graph.tensor(node.inputs().get(index));
    if (!NodeRun.isReal(tensor)) {
      return new float[0];
    }
    if (tensor.isConstant()) {
      return injection.ofConstant(node, index);
    }
    float[] error = bounds.get(tensor.name()).clone();
    Elements.add(error, injection.ofOperand(node, index));
    return error;
  }

  /** The operation without its fused activation, whatever operation it is. */
  private static Op unfused(Op op) {
    RecordComponent[] components = op.getClass().getRecordComponents();
    if (Arrays.stream(components).noneMatch(part -> part.getType() == Activation.class)) {
      return op;
    }
    try {
      Object[] parts = new Object[components.length];
      for (int i = 0; i < parts.length; i++) {
        boolean fused = components[i].getType() == Activation.class;
        parts[i] = fused ? Activation.NONE : components[i].getAccessor().invoke(op);
      }
      Class<?>[] types =
          Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
      Constructor<? extends Op> constructor = op.getClass().getConstructor(types);
      return constructor.newInstance(parts);
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot copy " + op, e);
    }
  }
}
