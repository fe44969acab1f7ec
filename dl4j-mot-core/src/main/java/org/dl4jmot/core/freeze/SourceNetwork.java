package org.dl4jmot.core.freeze;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A trained network of either kind, as nodes in running order.
 *
 * @param inputs names of the network's inputs
 * @param nodes layers, vertices and preprocessors, each behind what feeds it
 * @param outputs names of the nodes whose results are the network's
 * @param layers names of all layers and vertices, in the network's order
 */
record SourceNetwork(
    List<String> inputs, List<SourceNode> nodes, List<String> outputs, List<String> layers) {

  /** The nodes that a node or network input feeds. */
  List<SourceNode> consumers(String name) {
    return nodes.stream().filter(node -> node.inputs().contains(name)).toList();
  }

  /** Simple class names of layers and vertices, by name. */
  Map<String, String> layerTypes() {
    return nodes.stream()
        .filter(node -> node.name().equals(node.layer()))
        .collect(Collectors.toMap(SourceNode::name, SourceNode::type));
  }

  /** The node of a name; empty for a network input. */
  Optional<SourceNode> node(String name) {
    return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
  }
}
