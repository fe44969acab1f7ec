package org.dl4jmot.runtime.delegate;

import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.tensor.DataType;

/**
 * The GPU delegate with its default options: runs the largest piece alone, quantized models as
 * float.
 */
final class Gpu implements Delegate {
  private static final Set<DataType> UNPACKED = EnumSet.of(DataType.FLOAT16);

  @Override
  public String name() {
    return "GPU";
  }

  @Override
  public String source() {
    return "LiteRT, tflite/tools/versioning/gpu_compatibility.cc and"
        + " tflite/delegates/gpu/common/model_builder.cc, of 2026";
  }

  @Override
  public String evidence() {
    return "by the published rules, not run";
  }

  @Override
  public DelegateVerdict judge(Graph graph) {
    Set<String> unpacked = Unpacking.unpacked(graph, UNPACKED);
    Division division = new Division(graph);
    for (Node node : graph.nodes()) {
      if (!unpacked.contains(node.output())) {
        GpuRules.TABLE
            .broken(Site.of(graph, node, unpacked))
            .ifPresent(reason -> division.leave(node, reason));
      }
    }
    boolean whole = graph.nodes().stream().allMatch(division::takes);
    if (!whole) {
      leaveUnpacking(division, graph, unpacked);
      leaveSmallerParts(division);
    }
    return division.verdict(this);
  }

  private static void leaveUnpacking(Division division, Graph graph, Set<String> unpacked) {
    graph.nodes().stream()
        .filter(node -> unpacked.contains(node.output()))
        .forEach(
            node -> division.leave(node, "unpacks float16 constants only if it runs every node"));
  }

  /** Of equal parts the first; LiteRT does not say which. */
  private static void leaveSmallerParts(Division division) {
    List<Partitions.Part> parts =
        division.parts().stream().filter(Partitions.Part::delegated).toList();
    Optional<Partitions.Part> largest =
        parts.stream().max(Comparator.comparingInt(part -> part.nodes().size()));
    parts.stream()
        .filter(part -> !part.equals(largest.get()))
        .flatMap(part -> part.nodes().stream())
        .forEach(node -> division.leave(node, "runs the largest piece alone"));
  }
}
