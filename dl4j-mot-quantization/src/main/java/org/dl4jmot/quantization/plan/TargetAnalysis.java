package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.quantization.plan.QuantizationTargets.Requantized;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights;

/** Walks a graph once, in running order, and assigns each activation its source of parameters. */
final class TargetAnalysis {
  private final Graph graph;
  private final PlanSettings settings;
  private final Map<String, String> floatNodes = new LinkedHashMap<>();
  private final RangeGroups groups;
  private final Map<String, QuantizationParameters> fixed = new LinkedHashMap<>();
  private final List<WeightTensor> weights = new ArrayList<>();
  private final Set<Requantized> requantized = new HashSet<>();

  TargetAnalysis(Graph graph, PlanSettings settings) {
    this.graph = graph;
    this.settings = settings;
    this.groups = new RangeGroups(graph, this::isInteger);
  }

  QuantizationTargets run() {
    requireKnown(settings.unknown(graph));
    for (Node node : graph.nodes()) {
      floatReason(node).ifPresent(reason -> floatNodes.put(node.name(), reason));
    }
    keepFloatWhatFloatNodesRead();
    graph.nodes().stream().filter(this::isInteger).forEach(this::visit);
    return new QuantizationTargets(
        settings.activations(), groups.ranged(), fixed, weights, requantized, floatNodes);
  }

  private static void requireKnown(List<String> unknown) {
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", unknown));
    }
  }

  private boolean isInteger(Node node) {
    return !floatNodes.containsKey(node.name());
  }

  /**
   * A step towards a float operation of the same layer stays float: its result would be quantized
   * for nothing but to be dequantized.
   */
  private void keepFloatWhatFloatNodesRead() {
    List<Node> backwards = new ArrayList<>(graph.nodes());
    Collections.reverse(backwards);
    for (Node node : backwards) {
      if (isInteger(node) && isStepTowardsFloat(node)) {
        floatNodes.put(node.name(), "only float operations of its layer read it");
      }
    }
  }

  private boolean isStepTowardsFloat(Node node) {
    List<Node> readers = graph.consumers(node.output());
    return !readers.isEmpty()
        && !graph.isOutput(node.output())
        && PolicyTable.of(node.op()).weights().isEmpty()
        && readers.stream()
            .allMatch(
                reader ->
                    !isInteger(reader)
                        && new HashSet<>(reader.layers()).containsAll(node.layers()));
  }

  private Optional<String> floatReason(Node node) {
    OpPolicy policy = PolicyTable.of(node.op());
    if (!policy.takes(settings.activations())) {
      String form = settings.activations() == DataType.INT16 ? "16x8" : "int8";
      return Optional.of(node.op().type() + " has no " + form + " form here");
    }
    Optional<String> wish = settings.floatReason(node);
    if (wish.isPresent()) {
      return wish;
    }
    for (Tensor tensor : graph.inputsOf(node)) {
      if (tensor.type() != DataType.FLOAT32) {
        return Optional.of("its input '" + tensor.name() + "' is " + tensor.type());
      }
    }
    return LstmQuantization.of(node)
        .map(lstm -> LstmQuantization.floatReason(lstm, graph, node))
        .orElseGet(() -> policy.weights().flatMap(rule -> computedWeights(node, rule)));
  }

  private Optional<String> computedWeights(Node node, WeightRule rule) {
    return graph.inputsOf(node).stream()
        .skip(rule.input())
        .filter(tensor -> !tensor.isConstant())
        .findFirst()
        .map(tensor -> "its weights or bias '" + tensor.name() + "' are computed, not constant");
  }

  private void visit(Node node) {
    OpPolicy policy = PolicyTable.of(node.op());
    policy.weights().ifPresent(rule -> addWeights(node, rule));
    activations(node, policy).forEach(this::startIfFloat);
    ScaleRule rule = policy.output();
    if (rule instanceof ScaleRule.Fixed prescribed) {
      fixed.put(node.output(), prescribed.parameters(settings.activations()));
    } else if (rule == ScaleRule.AS_INPUT && !graph.tensor(node.input()).isConstant()) {
      follow(node);
    } else {
      groups.start(node.output());
      if (rule == ScaleRule.AS_ALL_INPUTS) {
        gather(node, policy);
      }
    }
  }

  private void addWeights(Node node, WeightRule rule) {
    Tensor tensor = graph.tensor(node.inputs().get(rule.input()));
    TrainedWeights trained =
        tensor
            .trained()
            .filter(TrainedWeights.class::isInstance)
            .map(TrainedWeights.class::cast)
            .orElse(new TrainedWeights(8, settings.granularity(rule.family())));
    weights.add(
        new WeightTensor(
            node.name(),
            tensor.name(),
            tensor.origin(),
            rule,
            trained.granularity(),
            trained.bits()));
  }

  private List<String> activations(Node node, OpPolicy policy) {
    int end = policy.weights().map(WeightRule::input).orElse(node.inputs().size());
    return node.inputs().subList(0, end).stream()
        .filter(name -> !graph.tensor(name).isConstant())
        .distinct()
        .toList();
  }

  // What enters the integer part of the graph: an input of the network or a float node's result.
  private void startIfFloat(String tensor) {
    if (!fixed.containsKey(tensor) && !groups.contains(tensor)) {
      groups.start(tensor);
    }
  }

  private void follow(Node node) {
    QuantizationParameters prescribed = fixed.get(node.input());
    if (prescribed == null) {
      groups.join(node.input(), node.output());
    } else {
      fixed.put(node.output(), prescribed);
    }
  }

  private void gather(Node node, OpPolicy policy) {
    for (String input : activations(node, policy)) {
      if (fixed.containsKey(input) || !groups.absorb(input, node)) {
        requantized.add(new Requantized(node.name(), input));
      }
    }
  }
}
