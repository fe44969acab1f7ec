package org.dl4jmot.runtime.tflite;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * A graph as the file will list it: the tensors it needs, numbered, constants for attributes
 * included, and its operators with versions.
 */
final class GraphLayout {
  /**
   * An operator of the file.
   *
   * @param bound operation and serializer
   * @param version version this use of the operator needs
   * @param minRuntime first release that computes it right
   * @param operands the node's inputs that are no attributes
   * @param inputs tensor numbers, attribute included; {@link #NO_TENSOR} where one is left out
   * @param outputs tensor numbers
   * @param intermediates tensor numbers of what is computed inside
   */
  record Entry(
      OpSerializers.Bound<?> bound,
      int version,
      String minRuntime,
      List<Tensor> operands,
      int[] inputs,
      int[] outputs,
      int[] intermediates) {
    int operatorCode() {
      return bound.serializer().operatorCode();
    }
  }

  /** Number of an input that is left out. */
  static final int NO_TENSOR = -1;

  private final Graph graph;
  private final OpenBatch batch;
  private final Map<String, Integer> numbers = new LinkedHashMap<>();
  private final List<Tensor> tensors = new ArrayList<>();
  private final List<Entry> entries = new ArrayList<>();
  private final Set<String> states = new HashSet<>();
  private final Set<String> intermediates = new HashSet<>();

  GraphLayout(Graph graph, OpenBatch batch) {
    this.graph = graph;
    this.batch = batch;
    Set<String> named = named(graph);
    graph.tensors().stream().filter(tensor -> named.contains(tensor.name())).forEach(this::number);
    graph.nodes().forEach(node -> entries.add(entry(node)));
  }

  private static Set<String> named(Graph graph) {
    Set<String> named = new HashSet<>();
    graph.inputs().forEach(port -> named.add(port.tensor()));
    graph.outputs().forEach(port -> named.add(port.tensor()));
    for (Node node : graph.nodes()) {
      named.addAll(node.inputs());
      named.addAll(node.outputs());
    }
    return named;
  }

  private int number(Tensor tensor) {
    numbers.put(tensor.name(), tensors.size());
    tensors.add(tensor);
    return tensors.size() - 1;
  }

  private Entry entry(Node node) {
    OpSerializers.Bound<?> bound = OpSerializers.Bound.of(node.op());
    List<Tensor> operands =
        bound.storedInputs(graph.inputsOf(node), label -> freshName(node, label));
    List<Tensor> outputs = graph.outputsOf(node);
    int version = bound.version(operands, outputs);
    return new Entry(
        bound,
        version,
        bound.minRuntime(operands, version),
        operands,
        inputNumbers(node, bound, operands),
        outputs.stream().mapToInt(tensor -> numbers.get(tensor.name())).toArray(),
        intermediateNumbers(node, bound));
  }

  private int[] inputNumbers(Node node, OpSerializers.Bound<?> bound, List<Tensor> operands) {
    List<Integer> inputs = new ArrayList<>();
    List<Tensor> stored = bound.serializer().exchanged(operands);
    List<Tensor> outputs = graph.outputsOf(node);
    for (InputSlot slot : bound.slots(stored, outputs, label -> freshName(node, label))) {
      inputs.add(number(slot));
    }
    bound
        .attributes(operands)
        .forEach(
            (place, attribute) ->
                inputs.add(
                    place,
                    number(
                        batch.stored(node, attribute).named(freshName(node, attribute.label())))));
    return inputs.stream().mapToInt(Integer::intValue).toArray();
  }

  /** A tensor may stand in several places. */
  private int[] intermediateNumbers(Node node, OpSerializers.Bound<?> bound) {
    return bound
        .serializer()
        .intermediates(graph.outputsOf(node), label -> freshName(node, label))
        .stream()
        .peek(tensor -> intermediates.add(tensor.name()))
        .mapToInt(tensor -> number(new InputSlot.Operand(tensor)))
        .toArray();
  }

  private int number(InputSlot slot) {
    if (slot instanceof InputSlot.Operand operand) {
      Integer known = numbers.get(operand.tensor().name());
      return known == null ? number(operand.tensor()) : known;
    }
    if (slot instanceof InputSlot.State state) {
      states.add(state.tensor().name());
      return number(state.tensor());
    }
    return NO_TENSOR;
  }

  private String freshName(Node node, String label) {
    String wanted = node.name() + "/" + label;
    String name = wanted;
    for (int suffix = 2; numbers.containsKey(name); suffix++) {
      name = wanted + "#" + suffix;
    }
    return name;
  }

  /** Whether the shape signature leaves dimension 0 of a tensor open. */
  boolean hasOpenBatch(Tensor tensor) {
    return batch.hasSignature(tensor.name());
  }

  /** Whether a tensor is the state of an operator. */
  boolean isState(Tensor tensor) {
    return states.contains(tensor.name());
  }

  /** Whether a tensor tells a quantization alone and never has elements. */
  boolean isIntermediate(Tensor tensor) {
    return intermediates.contains(tensor.name());
  }

  List<Tensor> tensors() {
    return tensors;
  }

  List<Entry> entries() {
    return entries;
  }

  int[] numbers(List<Port> ports) {
    return ports.stream().mapToInt(port -> numbers.get(port.tensor())).toArray();
  }

  /** The first release that runs every operator. */
  String minRuntimeVersion() {
    return entries.stream().map(Entry::minRuntime).max(RuntimeVersions.ORDER).orElse("1.5.0");
  }

  /** Operator code to the highest version that any use of it needs. */
  Map<Integer, Integer> operatorCodes() {
    Map<Integer, Integer> codes = new LinkedHashMap<>();
    entries.forEach(entry -> codes.merge(entry.operatorCode(), entry.version(), Math::max));
    return codes;
  }
}
