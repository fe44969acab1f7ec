package org.dl4jmot.quantization.train;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.dl4jmot.core.freeze.Freezer;
import org.dl4jmot.core.freeze.FrozenNetwork;
import org.dl4jmot.core.lower.Lowering;
import org.dl4jmot.quantization.plan.PlanSettings;
import org.dl4jmot.quantization.plan.QuantizationTargets;
import org.dl4jmot.quantization.plan.RangedTensor;
import org.dl4jmot.quantization.plan.WeightTensor;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.LayerQuantization.Prescribed;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedWeights.Granularity;

/**
 * What each layer of a network has to fake-quantize so that training sees what the exported file
 * will hold: the network goes through the very machinery of the export, and each tensor the export
 * will quantize is traced back to the layer it comes from.
 */
final class NetworkPlan {
  private final Map<String, Set<Role>> ranged = new HashMap<>();
  private final Map<String, Prescribed> prescribed = new HashMap<>();
  private final Map<String, Granularity> weights = new HashMap<>();

  private NetworkPlan() {}

  /**
   * Plans a float network.
   *
   * @param consumers per network input the layers and vertices that read it
   */
  static NetworkPlan of(
      Model network, InputType[] inputTypes, Map<String, List<String>> consumers) {
    FrozenNetwork frozen = Freezer.freeze(network, inputTypes);
    Graph lowered = Lowering.quantizationAware().apply(withoutNeutralParameters(frozen.graph()));
    QuantizationTargets targets = QuantizationTargets.of(lowered, PlanSettings.defaults());
    NetworkPlan plan = new NetworkPlan();
    for (RangedTensor tensor : targets.ranged()) {
      tensor.origin().ifPresent(origin -> plan.addRange(origin, consumers));
    }
    targets
        .fixed()
        .forEach(
            (name, parameters) ->
                lowered
                    .tensor(name)
                    .origin()
                    .filter(origin -> origin.role() == Role.OUTPUT)
                    .ifPresent(
                        origin ->
                            plan.prescribed.put(
                                origin.layer(),
                                new Prescribed(parameters.scale(), parameters.zeroPoint()))));
    Set<String> normalized = normalizedDense(frozen, lowered);
    for (WeightTensor tensor : targets.weights()) {
      tensor.origin().ifPresent(origin -> plan.addWeights(origin, tensor, normalized));
    }
    return plan;
  }

  /**
   * The graph with other values in the factors and summands of its batch normalizations: those of
   * an untrained network are 1 and 0, and nothing would be left of what training makes of them.
   */
  private static Graph withoutNeutralParameters(Graph graph) {
    GraphEdit edit = graph.edit();
    for (Tensor tensor : graph.tensors()) {
      if (tensor.isConstant()
          && tensor.type() == DataType.FLOAT32
          && tensor.origin().filter(origin -> origin.role() == Role.PARAMETER).isPresent()) {
        float[] values = new float[tensor.shape().elements()];
        Arrays.fill(values, 0.5f);
        edit.put(tensor.withData(ConstantData.of(values)));
      }
    }
    return edit.build();
  }

  private void addRange(Origin origin, Map<String, List<String>> consumers) {
    List<String> layers =
        origin.role() == Role.INPUT
            ? consumers.getOrDefault(origin.layer(), List.of())
            : List.of(origin.layer());
    layers.forEach(
        layer ->
            ranged.computeIfAbsent(layer, name -> EnumSet.noneOf(Role.class)).add(origin.role()));
  }

  private void addWeights(Origin origin, WeightTensor tensor, Set<String> normalized) {
    weights.put(
        origin.layer(),
        normalized.contains(origin.layer()) ? Granularity.PER_CHANNEL : tensor.granularity());
  }

  /**
   * Layers whose weights a later batch normalization was folded into. Only scales per output
   * channel commute with that.
   */
  private static Set<String> normalizedDense(FrozenNetwork frozen, Graph lowered) {
    Set<String> batchNorms = new HashSet<>();
    frozen.graph().tensors().stream()
        .flatMap(tensor -> tensor.origin().stream())
        .filter(origin -> origin.role() == Role.PARAMETER)
        .forEach(origin -> batchNorms.add(origin.layer()));
    List<String> order = frozen.layers();
    Set<String> result = new HashSet<>();
    for (Node node : lowered.nodes()) {
      int last =
          node.layers().stream()
              .filter(batchNorms::contains)
              .mapToInt(order::indexOf)
              .max()
              .orElse(-1);
      node.layers().stream().filter(layer -> order.indexOf(layer) < last).forEach(result::add);
    }
    return result;
  }

  /**
   * What a layer has to quantize; nothing for a layer the export quantizes nothing of.
   *
   * @param learnable roles whose range the layer's quantization-aware form can learn; a range
   *     beyond these has to be calibrated
   */
  LayerQuantization of(String layer, TrainingSettings settings, Set<Role> learnable) {
    List<Role> roles = new ArrayList<>(ranged.getOrDefault(layer, Set.of()));
    roles.retainAll(learnable);
    return new LayerQuantization(roles, prescribed.get(layer), weights.get(layer), settings);
  }

  /** Whether the layer has anything to quantize. */
  boolean covers(String layer) {
    return ranged.containsKey(layer) || weights.containsKey(layer) || prescribed.containsKey(layer);
  }
}
