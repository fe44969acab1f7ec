package org.dl4jmot.core.lower;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Port;
import org.dl4jmot.runtime.tensor.Tensor;

/** What every rule keeps, beyond the validity of the graph. */
final class Invariants {
  private Invariants() {}

  static void check(Rule rule, Graph before, Graph after) {
    checkPorts(rule, before, before.inputs(), after, after.inputs());
    checkPorts(rule, before, before.outputs(), after, after.outputs());
    checkTrained(rule, before, after);
  }

  private static void checkPorts(
      Rule rule, Graph before, List<Port> old, Graph after, List<Port> ports) {
    List<String> expected = old.stream().map(port -> describe(before, port)).toList();
    List<String> actual = ports.stream().map(port -> describe(after, port)).toList();
    if (!expected.equals(actual)) {
      throw new LoweringException(rule.name(), "changed the ports " + expected + " to " + actual);
    }
  }

  private static String describe(Graph graph, Port port) {
    Tensor tensor = graph.tensor(port.tensor());
    return port.name() + " " + tensor.type() + tensor.shape();
  }

  /** A rule may move trained quantization to another tensor, so it is counted. */
  private static void checkTrained(Rule rule, Graph before, Graph after) {
    Set<String> lost = trained(before);
    Set<String> kept = trained(after);
    if (kept.size() < lost.size()) {
      lost.removeAll(kept);
      throw new LoweringException(
          rule.name(),
          "lost the trained quantization of "
              + lost
              + ": training quantized a tensor that the exported graph does not have");
    }
  }

  private static Set<String> trained(Graph graph) {
    return graph.tensors().stream()
        .filter(tensor -> tensor.trained().isPresent())
        .map(Tensor::name)
        .collect(Collectors.toCollection(java.util.TreeSet::new));
  }
}
