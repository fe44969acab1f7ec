package org.dl4jmot.quantization.plan;

import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.UnidirectionalSequenceLstm;
import org.dl4jmot.runtime.op.UnidirectionalSequenceRnn;

/**
 * The trained constants of operations that compute on floats: what a form that stores weights in
 * fewer bits stores so. Beyond the rows of the {@link PolicyTable} these are the weights of
 * recurrent operations, three-dimensional convolutions, constant matrices and the tables of
 * look-ups.
 */
public final class StoredWeights {
  private static final Map<Class<? extends Op>, Function<Node, IntStream>> OTHERS =
      Map.of(
          Gather.class, node -> IntStream.of(0),
          BatchMatMul.class, node -> IntStream.of(1),
          Conv3d.class, node -> IntStream.range(1, node.inputs().size()),
          UnidirectionalSequenceLstm.class, node -> IntStream.range(1, node.inputs().size()),
          UnidirectionalSequenceRnn.class, node -> IntStream.range(1, node.inputs().size()));

  private StoredWeights() {}

  /** Indices of weights and biases among a node's inputs, in order; some may not be constant. */
  public static List<Integer> inputs(Node node) {
    Function<Node, IntStream> other = OTHERS.get(node.op().getClass());
    if (other != null) {
      return other.apply(node).boxed().toList();
    }
    int first =
        PolicyTable.of(node.op()).weights().map(WeightRule::input).orElse(node.inputs().size());
    return IntStream.range(first, node.inputs().size()).boxed().toList();
  }
}
