package org.dl4jmot.core.export;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.dl4jmot.core.export.ExportPlan.FloatPart;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.DataType;

/** Finds what stays float in a planned graph, with the reasons its stage gives. */
final class FloatParts {
  private static final String ALL = "all activations";

  private final Graph graph;
  private final Map<String, String> reasons;
  private final List<FloatPart> parts = new ArrayList<>();

  private FloatParts(Graph graph, Map<String, String> reasons) {
    this.graph = graph;
    this.reasons = reasons;
  }

  /**
   * Constants and nodes with a reason; for a form that quantizes no activation, one entry for all
   * of them.
   */
  static List<FloatPart> of(String scheme, Graph graph, Map<String, String> reasons) {
    FloatParts found = new FloatParts(graph, reasons);
    if (!found.quantizesActivations()) {
      String reason = "the form " + scheme + " computes in float32";
      found.parts.add(new FloatPart(ALL, "", List.of(), reason));
    } else {
      found.ports();
    }
    found.constants();
    graph.nodes().stream()
        .filter(node -> reasons.containsKey(node.name()) && found.isFloat(node))
        .forEach(found::add);
    return found.parts;
  }

  private boolean quantizesActivations() {
    return graph.nodes().stream()
        .map(node -> graph.tensor(node.output()))
        .anyMatch(tensor -> tensor.quantization().isPresent());
  }

  private void ports() {
    graph.inputs().forEach(port -> port(port, "input"));
    graph.outputs().forEach(port -> port(port, "output"));
  }

  private void port(Port port, String what) {
    if (graph.tensor(port.tensor()).type() == DataType.FLOAT32) {
      String reason = "the file's border is float32";
      parts.add(new FloatPart(port.name(), what, List.of(), reason));
    }
  }

  private void constants() {
    Set<String> seen = new HashSet<>();
    for (Node node : graph.nodes()) {
      for (String input : node.inputs()) {
        if (reasons.containsKey(input) && graph.tensor(input).isConstant() && seen.add(input)) {
          parts.add(new FloatPart(input, node.op().type(), node.layers(), reasons.get(input)));
        }
      }
    }
  }

  private boolean isFloat(Node node) {
    return graph.tensor(node.output()).type() == DataType.FLOAT32;
  }

  private void add(Node node) {
    parts.add(
        new FloatPart(node.name(), node.op().type(), node.layers(), reasons.get(node.name())));
  }
}
