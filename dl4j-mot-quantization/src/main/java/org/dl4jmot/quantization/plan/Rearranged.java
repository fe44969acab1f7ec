package org.dl4jmot.quantization.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ReverseV2;
import org.dl4jmot.runtime.op.Transpose;

/** Finds tensors that hold the same values, in another order. */
final class Rearranged {
  private static final Set<Class<? extends Op>> REARRANGING =
      Set.of(Reshape.class, Transpose.class, ReverseV2.class, Identity.class);

  private Rearranged() {}

  /**
   * A tensor, and those made of it by nothing but moving its values.
   *
   * @param group where to look, in the graph's order
   */
  static List<String> of(Graph graph, String tensor, List<String> group) {
    List<String> found = new ArrayList<>(List.of(tensor));
    for (String member : group) {
      graph
          .producer(member)
          .filter(node -> REARRANGING.contains(node.op().getClass()))
          .map(Node::input)
          .filter(found::contains)
          .ifPresent(source -> found.add(member));
    }
    return found;
  }
}
