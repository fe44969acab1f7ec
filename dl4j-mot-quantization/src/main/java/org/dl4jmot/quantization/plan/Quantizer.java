package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.quantization.plan.QuantizationTargets.Requantized;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Applies a plan: rebuilds the graph with integer tensors, node by node, converting where integer
 * and float parts meet. Integer tensors keep the names of the float tensors they stand for.
 */
public final class Quantizer {
  private final Graph graph;
  private final QuantizationPlan plan;
  private final Borders borders;
  private final GraphBuilder result = Graph.builder();
  private final Set<String> names = new HashSet<>();
  private final Map<String, Tensor> integers = new HashMap<>();
  private final Map<String, Tensor> floats = new HashMap<>();
  private final Map<Requantized, Tensor> requantized = new HashMap<>();
  private final Constants constants;

  private Quantizer(Graph graph, QuantizationPlan plan, Borders borders) {
    this.graph = graph;
    this.plan = plan;
    this.borders = borders;
    this.constants = new Constants(result, this::freshName);
    graph.tensors().forEach(tensor -> names.add(tensor.name()));
  }

  /**
   * The integer graph: same ports, same layers.
   *
   * @param graph the float graph the plan was made for
   * @param plan what its tensors become
   * @param border element type of inputs and outputs; where a float node or nobody meets the
   *     border, FLOAT32 stays
   */
  public static Graph apply(Graph graph, QuantizationPlan plan, Border border) {
    return apply(graph, plan, Borders.both(border));
  }

  /**
   * As {@link #apply(Graph, QuantizationPlan, Border)}, with element types of their own for inputs
   * and outputs.
   */
  public static Graph apply(Graph graph, QuantizationPlan plan, Borders borders) {
    return new Quantizer(graph, plan, borders).run();
  }

  private Graph run() {
    graph.inputs().forEach(this::addInput);
    graph.nodes().forEach(this::addNode);
    graph.outputs().forEach(this::addOutput);
    return result.build();
  }

  private void addInput(Port port) {
    Tensor tensor = graph.tensor(port.tensor());
    Optional<Tensor> form = borderForm(tensor, borders.inputs());
    if (form.isEmpty()) {
      floats.put(tensor.name(), result.input(port.name(), tensor));
      return;
    }
    Tensor input = result.input(port.name(), form.get());
    Tensor inside = integerForm(tensor);
    integers.put(
        tensor.name(),
        inside.equals(input) ? input : convert(input, new Quantize(), inside, "quantized"));
  }

  /** What the caller feeds or reads in place of a tensor, if not real numbers. */
  private Optional<Tensor> borderForm(Tensor tensor, Border border) {
    return plan.activation(tensor.name())
        .flatMap(planned -> border.parameters(planned.type(), planned.parameters()))
        .map(parameters -> tensor.typed(border.type()).withQuantization(parameters));
  }

  private void addOutput(Port port) {
    String name = port.tensor();
    Optional<Tensor> form =
        isInteger(name) ? borderForm(graph.tensor(name), borders.outputs()) : Optional.empty();
    result.output(
        port.name(), form.map(wanted -> bordered(name, wanted)).orElseGet(() -> real(name)));
  }

  private Tensor bordered(String name, Tensor wanted) {
    Tensor inside = integers.get(name);
    return inside.type() == wanted.type()
        ? inside
        : convert(inside, new Quantize(), wanted, "output");
  }

  private boolean isInteger(String tensor) {
    return graph
        .producer(tensor)
        .map(node -> plan.targets().isInteger(node.name()))
        .orElse(integers.containsKey(tensor));
  }

  private void addNode(Node node) {
    boolean integer = plan.targets().isInteger(node.name());
    List<String> inputs = new ArrayList<>();
    for (int index = 0; index < node.inputs().size(); index++) {
      inputs.add((integer ? integerInput(node, index) : real(node.inputs().get(index))).name());
    }
    List<String> outputs = node.outputs();
    for (String output : outputs) {
      Tensor tensor = graph.tensor(output);
      if (integer) {
        integers.put(output, result.add(integerForm(tensor)));
      } else {
        floats.put(output, result.add(tensor));
      }
    }
    Op op = integer ? LstmQuantization.integerForm(node.op(), graph, node) : node.op();
    result.node(new Node(node.name(), op, inputs, outputs, node.layers()));
  }

  private Tensor integerForm(Tensor tensor) {
    PlannedTensor planned = plan.activation(tensor.name()).orElseThrow();
    return tensor.typed(planned.type()).withQuantization(planned.parameters());
  }

  private Tensor integerInput(Node node, int index) {
    Tensor tensor = graph.tensor(node.inputs().get(index));
    if (tensor.isConstant()) {
      return constants.integer(tensor, plan.constant(node.name(), index).orElseThrow());
    }
    Requantized edge = new Requantized(node.name(), tensor.name());
    return plan.targets().requantized().contains(edge)
        ? requantized.computeIfAbsent(edge, key -> requantize(node, tensor))
        : integer(tensor.name());
  }

  private Tensor requantize(Node node, Tensor tensor) {
    QuantizationParameters wanted = plan.activation(node.output()).orElseThrow().parameters();
    Tensor source = integer(tensor.name());
    return wanted.equals(source.requireQuantization())
        ? source
        : convert(
            source, new Quantize(), integerForm(tensor).withQuantization(wanted), "requantized");
  }

  private Tensor integer(String name) {
    Tensor known = integers.get(name);
    if (known == null) {
      Tensor source = floats.get(name);
      known = convert(source, new Quantize(), integerForm(graph.tensor(name)), "quantized");
      integers.put(name, known);
    }
    return known;
  }

  private Tensor real(String name) {
    Tensor known = floats.get(name);
    if (known == null) {
      Tensor tensor = graph.tensor(name);
      known =
          tensor.isConstant()
              ? constants.real(tensor)
              : convert(integers.get(name), new Dequantize(), tensor, "dequantized");
      floats.put(name, known);
    }
    return known;
  }

  private Tensor convert(Tensor source, Op op, Tensor form, String suffix) {
    Tensor target = form.named(freshName(form.name() + "/" + suffix));
    return result.node(List.of(), op, List.of(source), target);
  }

  private String freshName(String wanted) {
    String name = wanted;
    for (int suffix = 2; !names.add(name); suffix++) {
      name = wanted + "#" + suffix;
    }
    return name;
  }
}
