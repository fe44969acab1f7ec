package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.dl4jmot.quantization.plan.QuantizationPlan.Operand;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Tensor;

/** Turns ranges and constants into planned tensors. */
final class Planner {
  private final Graph graph;
  private final QuantizationTargets targets;
  private final Map<String, ActivationRange> calibrated;
  private final Map<String, PlannedTensor> activations = new LinkedHashMap<>();
  private final Map<Operand, PlannedTensor> constants = new LinkedHashMap<>();
  private final List<RangedTensor> missing = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  Planner(Graph graph, QuantizationTargets targets, Map<String, ActivationRange> calibrated) {
    this.graph = graph;
    this.targets = targets;
    this.calibrated = calibrated;
  }

  QuantizationPlan plan() {
    requireFiniteConstants();
    targets.ranged().forEach(this::planRanged);
    targets
        .fixed()
        .forEach(
            (name, parameters) ->
                activations.put(name, activation(name, parameters, ParameterSource.PRESCRIBED)));
    missing.removeIf(this::isDerived);
    if (!missing.isEmpty()) {
      throw new MissingRangesException(missing);
    }
    notes.addAll(
        new SumScales(graph, node -> targets.isInteger(node.name()), activations).makeRoom());
    targets.weights().forEach(this::planWeights);
    graph.nodes().stream().filter(node -> targets.isInteger(node.name())).forEach(this::planOthers);
    return new QuantizationPlan(targets, activations, constants, notes);
  }

  private void requireFiniteConstants() {
    FiniteConstants.require(
        graph.nodes().stream()
            .filter(node -> targets.isInteger(node.name()))
            .flatMap(node -> graph.inputsOf(node).stream())
            .filter(Tensor::isConstant));
  }

  private void planRanged(RangedTensor tensor) {
    Optional<ActivationRange> trained = KnownRanges.trained(graph, tensor);
    ActivationRange range = trained.orElse(calibrated.get(tensor.name()));
    if (range == null) {
      missing.add(tensor);
      return;
    }
    planRanged(
        tensor, range, trained.isPresent() ? ParameterSource.TRAINED : ParameterSource.CALIBRATED);
  }

  private boolean isDerived(RangedTensor tensor) {
    Optional<ActivationRange> range =
        new DerivedRanges(graph, activations, targets.activations()).of(tensor.name());
    range.ifPresent(derived -> planRanged(tensor, derived, ParameterSource.DERIVED));
    return range.isPresent();
  }

  private void planRanged(RangedTensor tensor, ActivationRange range, ParameterSource source) {
    QuantizationParameters parameters =
        KnownRanges.withPadding(graph, tensor, range).parameters(targets.activations());
    activations.put(tensor.name(), activation(tensor.name(), parameters, source));
    for (String member : tensor.group()) {
      activations.putIfAbsent(member, shared(member, parameters, tensor.name()));
    }
  }

  private void planWeights(WeightTensor weights) {
    Node node = node(weights.node());
    Tensor tensor = graph.tensor(weights.name());
    int biasIndex = weights.rule().biasInput();
    Optional<Tensor> bias =
        node.inputs().size() > biasIndex
            ? Optional.of(graph.tensor(node.inputs().get(biasIndex)))
            : Optional.empty();
    float inputScale = inputScale(node);
    QuantizationParameters scales =
        WeightQuantization.parameters(
            tensor.requireData().floats(),
            tensor.shape(),
            weights.rule().channelAxis(),
            weights.granularity(),
            weights.bits());
    if (bias.isPresent()) {
      float[] values = bias.get().requireData().toFloats();
      scales = makeRoom(weights, scales, values, inputScale);
      constants.put(
          new Operand(node.name(), biasIndex),
          plannedBias(bias.get(), BiasQuantization.parameters(scales, inputScale)));
    }
    constants.put(
        new Operand(node.name(), weights.rule().input()),
        new PlannedTensor(
            tensor.name(),
            DataType.INT8,
            scales,
            ParameterSource.VALUES,
            Optional.empty(),
            IntegerRange.narrow(weights.bits())));
  }

  private QuantizationParameters makeRoom(
      WeightTensor weights, QuantizationParameters scales, float[] bias, float inputScale) {
    QuantizationParameters roomy =
        BiasQuantization.makeRoom(scales, bias, inputScale, largestBias());
    if (!roomy.equals(scales)) {
      notes.add(
          "the bias of '"
              + weights.node()
              + "' does not fit "
              + (isWide() ? 64 : 32)
              + " bits at the scale of its weights: the weights '"
              + weights.name()
              + "' were quantized more coarsely so that it does");
    }
    return roomy;
  }

  private boolean isWide() {
    return targets.activations() == DataType.INT16;
  }

  private long largestBias() {
    return isWide() ? BiasQuantization.LARGEST_WIDE : BiasQuantization.LARGEST;
  }

  private PlannedTensor activation(
      String name, QuantizationParameters parameters, ParameterSource source) {
    return PlannedTensor.activation(name, targets.activations(), parameters, source);
  }

  private PlannedTensor shared(String name, QuantizationParameters parameters, String with) {
    return PlannedTensor.shared(name, targets.activations(), parameters, with);
  }

  private PlannedTensor plannedBias(Tensor bias, QuantizationParameters parameters) {
    return new PlannedTensor(
        bias.name(),
        isWide() ? DataType.INT64 : DataType.INT32,
        parameters,
        ParameterSource.PRODUCT,
        Optional.empty(),
        BiasQuantization.INTEGERS);
  }

  private float inputScale(Node node) {
    Tensor input = graph.tensor(node.input());
    if (!input.isConstant()) {
      return activations.get(input.name()).parameters().scale();
    }
    return ofValues(input, targets.activations()).scale();
  }

  // Constants that are read like activations: a summand, a factor, a padding value.
  private void planOthers(Node node) {
    Optional<UnidirectionalSequenceLstm> lstm = LstmQuantization.of(node);
    if (lstm.isPresent()) {
      LstmQuantization.constants(lstm.get(), graph, node, inputScale(node))
          .forEach((index, planned) -> constants.put(new Operand(node.name(), index), planned));
      return;
    }
    OpPolicy policy = PolicyTable.of(node.op());
    int end = policy.weights().map(WeightRule::input).orElse(node.inputs().size());
    for (int index = 0; index < end; index++) {
      Tensor tensor = graph.tensor(node.inputs().get(index));
      if (tensor.isConstant()) {
        constants.put(new Operand(node.name(), index), planConstant(node, policy, tensor));
      }
    }
  }

  private PlannedTensor planConstant(Node node, OpPolicy policy, Tensor tensor) {
    ScaleRule rule = policy.output();
    if (rule == ScaleRule.AS_INPUT || rule == ScaleRule.AS_ALL_INPUTS) {
      QuantizationParameters parameters = activations.get(node.output()).parameters();
      return shared(tensor.name(), parameters, node.output());
    }
    return activation(
        tensor.name(), ofValues(tensor, targets.activations()), ParameterSource.VALUES);
  }

  static QuantizationParameters ofValues(Tensor constant, DataType type) {
    float[] values = constant.requireData().toFloats();
    ActivationRange range = new ActivationRange(values[0], values[0]);
    for (float value : values) {
      range = range.including(value);
    }
    return range.parameters(type);
  }

  private Node node(String name) {
    return graph.nodes().stream()
        .filter(node -> node.name().equals(name))
        .findFirst()
        .orElseThrow();
  }
}
