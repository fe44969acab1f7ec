package org.dl4jmot.core.freeze;

import java.util.List;
import java.util.Map;
import org.dl4jmot.core.data.NetworkInput;
import org.dl4jmot.core.data.NetworkOutput;
import org.dl4jmot.runtime.graph.Graph;

/**
 * A trained network as a float graph with inference semantics.
 *
 * @param graph the network, not lowered yet
 * @param inputs how arrays of the trained network become the graph's inputs, in the graph's order
 * @param outputs how arrays of the trained network become the graph's outputs, in the graph's order
 * @param layers names of all layers and vertices of the trained network, in its order
 * @param layerTypes simple class name of each layer's or vertex's configuration, by its name
 */
public record FrozenNetwork(
    Graph graph,
    List<NetworkInput> inputs,
    List<NetworkOutput> outputs,
    List<String> layers,
    Map<String, String> layerTypes) {
  /** Copies the collections. */
  public FrozenNetwork {
    inputs = List.copyOf(inputs);
    outputs = List.copyOf(outputs);
    layers = List.copyOf(layers);
    layerTypes = Map.copyOf(layerTypes);
  }
}
