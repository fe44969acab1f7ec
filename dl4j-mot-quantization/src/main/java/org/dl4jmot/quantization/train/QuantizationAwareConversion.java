package org.dl4jmot.quantization.train;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.surgery.LayerReplacement;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.quantization.train.layer.FakeQuantizedVertex;
import org.dl4jmot.quantization.train.layer.LayerConversion;

/** Makes networks quantization-aware, by chosen settings. A value; may be used many times. */
public final class QuantizationAwareConversion {
  private final TrainingSettings settings;
  private final BiPredicate<String, Layer> chosen;
  private final Predicate<String> chosenVertices;
  private final Set<String> required;
  private final InputType[] inputTypes;

  QuantizationAwareConversion(
      TrainingSettings settings,
      BiPredicate<String, Layer> chosen,
      Predicate<String> chosenVertices,
      Set<String> required,
      InputType[] inputTypes) {
    this.required = required;
    this.settings = settings;
    this.chosenVertices = chosenVertices;
    this.chosen = chosen;
    this.inputTypes = inputTypes;
  }

  /**
   * A quantization-aware copy of a network, which stays as it is. Learned ranges of layers that are
   * quantization-aware already are learned anew.
   *
   * @throws IllegalArgumentException naming chosen layers that the network lacks
   * @throws org.dl4jmot.core.freeze.UnsupportedNetworkException listing every layer that could not
   *     be exported
   */
  public MultiLayerNetwork apply(MultiLayerNetwork network) {
    MultiLayerNetwork plain = QuantizationAware.strip(network);
    requireKnown(plain.getLayerNames());
    String first = LayerReplacement.nameOf(plain.getLayer(0).conf().getLayer(), 0);
    NetworkPlan plan =
        NetworkPlan.of(SettledParameters.of(plain), inputTypes, Map.of("input", List.of(first)));
    return LayerReplacement.replace(plain, (name, layer) -> convert(plan, name, layer));
  }

  /** A quantization-aware copy of a network, which stays as it is; see the other form. */
  public ComputationGraph apply(ComputationGraph network) {
    ComputationGraph plain = QuantizationAware.strip(network);
    requireKnown(plain.getConfiguration().getVertices().keySet());
    NetworkPlan plan =
        NetworkPlan.of(SettledParameters.of(plain), inputTypes, inputConsumers(plain));
    return LayerReplacement.replace(
        plain,
        (name, layer) -> convert(plan, name, layer),
        (name, vertex) -> convert(plan, name, vertex, networkInputs(plain, name)));
  }

  private void requireKnown(Collection<String> names) {
    Set<String> unknown = new TreeSet<>(required);
    unknown.removeAll(names);
    if (!unknown.isEmpty()) {
      throw new IllegalArgumentException(
          "the network has no layers or vertices named " + unknown + ", only " + names);
    }
  }

  private static Map<String, List<String>> inputConsumers(ComputationGraph network) {
    Map<String, List<String>> consumers = new HashMap<>();
    network
        .getConfiguration()
        .getVertexInputs()
        .forEach(
            (vertex, inputs) ->
                inputs.forEach(
                    input ->
                        consumers.computeIfAbsent(input, key -> new ArrayList<>()).add(vertex)));
    return consumers;
  }

  private static int networkInputs(ComputationGraph network, String vertex) {
    List<String> inputs = new ArrayList<>(network.getConfiguration().getVertexInputs().get(vertex));
    inputs.retainAll(network.getConfiguration().getNetworkInputs());
    return inputs.size();
  }

  private GraphVertex convert(
      NetworkPlan plan, String name, GraphVertex vertex, int networkInputs) {
    // A vertex with parameters of its own, as attention has, leaves its ranges to calibration.
    boolean plain = vertex.numParams(false) == 0;
    return plain && plan.covers(name) && chosenVertices.test(name)
        ? new FakeQuantizedVertex(
            vertex, plan.of(name, settings, FakeQuantizedVertex.learnable(vertex, networkInputs)))
        : vertex;
  }

  private Layer convert(NetworkPlan plan, String name, Layer layer) {
    boolean useful = plan.covers(name) || LayerConversion.isAlwaysUseful(layer);
    return useful && LayerConversion.isSupported(layer) && chosen.test(name, layer)
        ? LayerConversion.toQuantized(
            layer, plan.of(name, settings, LayerConversion.learnable(layer)))
        : layer;
  }
}
