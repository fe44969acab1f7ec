package org.dl4jmot.runtime.delegate;

import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * The Edge TPU's compiler, runtime version 14: maps nodes up to the first that breaks a rule; that
 * one and everything behind it stays on the CPU, and so does a QUANTIZE of float inputs in front.
 */
final class EdgeTpu implements Delegate {
  @Override
  public String name() {
    return "Edge TPU";
  }

  @Override
  public String source() {
    return "coral.ai/docs/edgetpu/models-intro: model requirements and supported operations,"
        + " runtime version 14";
  }

  @Override
  public String evidence() {
    return "by the published rules, not run";
  }

  @Override
  public DelegateVerdict judge(Graph graph) {
    Division division = new Division(graph);
    Optional<Node> first = Optional.empty();
    for (Node node : graph.nodes()) {
      Optional<String> broken = EdgeTpuRules.TABLE.broken(Site.of(graph, node, Set.of()));
      broken.ifPresent(reason -> division.leave(node, reason));
      if (first.isPresent()) {
        division.leave(node, "maps nothing behind the first node it does not map");
      } else if (broken.isPresent() && !isBorder(graph, node)) {
        first = Optional.of(node);
      }
    }
    return division.verdict(this);
  }

  /** The compiler leaves a QUANTIZE of what is fed, and goes on behind it. */
  private static boolean isBorder(Graph graph, Node node) {
    return node.op() instanceof Quantize
        && graph.isInput(node.input())
        && graph.tensor(node.input()).type() == DataType.FLOAT32;
  }
}
