package org.dl4jmot.quantization.plan;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.tensor.TrainedRange;

/** What a float graph itself says about the ranges of its activations. */
public final class KnownRanges {
  // A max pool's padding is the lowest float: it must lose, not be represented.
  private static final float LOWEST_MEANT_PADDING = -Float.MAX_VALUE / 2;

  private KnownRanges() {}

  /**
   * The trained range of a ranged tensor: its own, or that of its values in another order; or,
   * where training quantized the tensors that share its parameters one by one, the union of theirs
   * if every computed one has been trained.
   */
  public static Optional<ActivationRange> trained(Graph graph, RangedTensor tensor) {
    Optional<ActivationRange> own =
        Rearranged.of(graph, tensor.name(), tensor.group()).stream()
            .flatMap(name -> trained(graph.tensor(name)).stream())
            .findFirst();
    if (own.isPresent()) {
      return own;
    }
    List<Tensor> sources =
        tensor.group().stream()
            .filter(name -> graph.producer(name).filter(KnownRanges::isSource).isPresent())
            .map(graph::tensor)
            .toList();
    boolean complete = sources.stream().allMatch(source -> trained(source).isPresent());
    return complete
        ? sources.stream()
            .flatMap(source -> trained(source).stream())
            .reduce(ActivationRange::union)
        : Optional.empty();
  }

  private static Optional<ActivationRange> trained(Tensor tensor) {
    return tensor
        .trained()
        .filter(TrainedRange.class::isInstance)
        .map(TrainedRange.class::cast)
        .map(ActivationRange::of);
  }

  /** Whether a node computes values of a range of their own. */
  static boolean isSource(Node node) {
    return PolicyTable.of(node.op()).output() == ScaleRule.FREE;
  }

  /** A range widened by the padding values that enter the tensors it serves. */
  static ActivationRange withPadding(Graph graph, RangedTensor tensor, ActivationRange range) {
    ActivationRange widened = range;
    for (String member : tensor.group()) {
      Optional<Node> padding = graph.producer(member).filter(node -> node.op() instanceof PadV2);
      Optional<Tensor> value = padding.map(node -> graph.tensor(node.inputs().get(1)));
      if (value.isPresent() && value.get().isConstant()) {
        float padded = value.get().requireData().toFloats()[0];
        widened = padded > LOWEST_MEANT_PADDING ? widened.including(padded) : widened;
      }
    }
    return widened;
  }
}
