package org.dl4jmot.core.export;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.runtime.graph.Graph;

/**
 * What a stage of an export works on.
 *
 * @param graph the lowered float graph
 * @param inputs how the user's arrays become the graph's inputs, in the order of the graph's inputs
 * @param layerTypes simple class name of each layer's or vertex's configuration, by its name
 * @param floatLayers names under which the graph has nodes that a stage must leave in float
 */
public record StageInput(
    Graph graph,
    List<NetworkInput> inputs,
    Map<String, String> layerTypes,
    Set<String> floatLayers) {
  /** Copies the collections. */
  public StageInput {
    inputs = List.copyOf(inputs);
    layerTypes = Map.copyOf(layerTypes);
    floatLayers = Set.copyOf(floatLayers);
  }

  /** For a graph of which no layer types are known. */
  public StageInput(Graph graph, List<NetworkInput> inputs) {
    this(graph, inputs, Map.of());
  }

  /** For a graph of which no node has to stay float. */
  public StageInput(Graph graph, List<NetworkInput> inputs, Map<String, String> layerTypes) {
    this(graph, inputs, layerTypes, Set.of());
  }
}
