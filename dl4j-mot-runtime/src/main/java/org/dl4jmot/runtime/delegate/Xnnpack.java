package org.dl4jmot.runtime.delegate;

import java.util.EnumSet;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.DataType;

/** XNNPACK: takes every node that keeps the rules, in as many pieces as that makes. */
final class Xnnpack implements Delegate {
  private static final Set<DataType> UNPACKED = EnumSet.of(DataType.FLOAT16, DataType.INT8);

  @Override
  public String name() {
    return "XNNPACK";
  }

  @Override
  public String source() {
    return "LiteRT, tflite/delegates/xnnpack/xnnpack_delegate.cc, as LiteRT 2.20 behaves";
  }

  @Override
  public String evidence() {
    return "compared node by node with LiteRT 2.20 on linux-x86_64";
  }

  @Override
  public DelegateVerdict judge(Graph graph) {
    Set<String> unpacked = Unpacking.unpacked(graph, UNPACKED);
    Division division = new Division(graph);
    for (Node node : graph.nodes()) {
      if (!unpacked.contains(node.output())) {
        Site<Op> site = Site.of(graph, node, unpacked);
        XnnpackRules.TABLE
            .broken(site)
            .ifPresentOrElse(
                reason -> leave(division, graph, node, reason),
                () -> XnnpackRules.failure(site).ifPresent(why -> division.fail(node, why)));
      }
    }
    return division.verdict(this);
  }

  /** A constant that a left node reads is unpacked by the built-in kernels, for everyone. */
  private static void leave(Division division, Graph graph, Node node, String reason) {
    division.leave(node, reason);
    for (String input : node.inputs()) {
      graph
          .producer(input)
          .filter(producer -> Unpacking.isUnpacking(graph, producer, UNPACKED))
          .ifPresent(
              producer ->
                  division.leave(producer, "unpacks constants only for nodes it runs itself"));
    }
  }
}
