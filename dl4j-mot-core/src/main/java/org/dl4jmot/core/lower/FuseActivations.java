package org.dl4jmot.core.lower;

import java.util.Map;
import java.util.Optional;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.ReluN1To1;

/**
 * Lets operations clamp their result themselves where a ReLU, ReLU6 or RELU_N1_TO_1 alone reads it.
 */
final class FuseActivations implements Rule {
  private static final Map<Class<? extends Op>, Activation> ACTIVATIONS =
      Map.of(
          Relu.class,
          Activation.RELU,
          Relu6.class,
          Activation.RELU6,
          ReluN1To1.class,
          Activation.RELU_N1_TO_1);

  @Override
  public String name() {
    return "fuse-activations";
  }

  @Override
  public Optional<Graph> apply(Graph graph) {
    return Rewrites.first(graph, node -> fused(graph, node));
  }

  private static Optional<Graph> fused(Graph graph, Node node) {
    Activation activation = ACTIVATIONS.get(node.op().getClass());
    if (activation == null) {
      return Optional.empty();
    }
    return Rewrites.onlyProducer(graph, node.input())
        .flatMap(
            producer ->
                FusedActivation.of(producer.op())
                    .flatMap(existing -> composed(existing, activation))
                    .flatMap(both -> FusedActivation.with(producer.op(), both))
                    .map(op -> Rewrites.fuse(graph.edit(), producer, node, op).build()));
  }

  /** One clamp that does what two in a row do. */
  private static Optional<Activation> composed(Activation first, Activation second) {
    for (Activation both : Activation.values()) {
      float min = Math.max(first.min(), second.min());
      float max = Math.min(first.max(), second.max());
      if (both.min() == min && both.max() == max) {
        return Optional.of(both);
      }
    }
    return Optional.empty();
  }
}
