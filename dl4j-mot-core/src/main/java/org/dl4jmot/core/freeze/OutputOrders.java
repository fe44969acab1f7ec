package org.dl4jmot.core.freeze;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.dl4jmot.core.freeze.spi.FeatureOrder;

/**
 * The dense layers whose results a preprocessor turns into NCHW images: in the graph they compute
 * their values pixel by pixel, so that the image needs no rearranging.
 */
final class OutputOrders {
  /** Layers that keep the order of their values. */
  private static final Set<Class<?>> KEEP_ORDER =
      Set.of(ActivationLayer.class, DropoutLayer.class, BatchNormalization.class);

  private OutputOrders() {}

  /** The order by layer name; layers not in the map keep the trained network's. */
  static Map<String, FeatureOrder> of(SourceNetwork network) {
    Map<String, FeatureOrder> orders = new HashMap<>();
    for (SourceNode node : network.nodes()) {
      if (node.conf() instanceof FeedForwardToCnnPreProcessor preprocessor) {
        denseLayer(network, node)
            .ifPresent(dense -> orders.putIfAbsent(dense.name(), order(preprocessor)));
      }
    }
    return orders;
  }

  private static FeatureOrder order(FeedForwardToCnnPreProcessor preprocessor) {
    return FeatureOrder.channelsFirst(
        Math.toIntExact(preprocessor.getInputHeight()),
        Math.toIntExact(preprocessor.getInputWidth()),
        Math.toIntExact(preprocessor.getNumChannels()));
  }

  private static Optional<SourceNode> denseLayer(SourceNetwork network, SourceNode node) {
    Optional<SourceNode> before = network.node(node.inputs().get(0));
    while (before.isPresent() && KEEP_ORDER.contains(before.get().conf().getClass())) {
      before = network.node(before.get().inputs().get(0));
    }
    return before.filter(found -> found.conf().getClass() == DenseLayer.class);
  }
}
