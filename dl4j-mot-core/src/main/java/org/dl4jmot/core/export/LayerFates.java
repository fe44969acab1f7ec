package org.dl4jmot.core.export;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;

/** Says what became of each layer of a trained network. */
final class LayerFates {
  private LayerFates() {}

  static Map<String, String> of(List<String> layers, Graph graph) {
    Map<String, String> fates = new LinkedHashMap<>();
    for (String layer : layers) {
      fates.put(layer, fate(layer, graph));
    }
    return fates;
  }

  private static String fate(String layer, Graph graph) {
    Set<String> own = new LinkedHashSet<>();
    Set<String> hosts = new LinkedHashSet<>();
    for (Node node : graph.nodes()) {
      int position = node.layers().indexOf(layer);
      if (position == 0) {
        own.add(node.op().type());
      } else if (position > 0) {
        hosts.add(node.layers().get(0));
      }
    }
    if (!own.isEmpty()) {
      return String.join(" + ", own);
    }
    return hosts.isEmpty()
        ? "removed: does nothing at inference"
        : "folded into " + String.join(", ", hosts);
  }
}
