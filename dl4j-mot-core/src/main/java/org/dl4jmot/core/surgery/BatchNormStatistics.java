package org.dl4jmot.core.surgery;

import java.util.List;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.nd4j.linalg.dataset.api.iterator.DataSetIterator;
import org.nd4j.linalg.dataset.api.iterator.MultiDataSetIterator;

/**
 * Measures anew what batch normalization layers subtract and divide by. The moving averages of
 * training belong to the weights they were taken with; once weights are changed without training,
 * such as by one-shot pruning, they no longer fit.
 *
 * <p>Layer by layer, from the network's inputs to its outputs, mean and (population) variance are
 * set to exactly those of what the layer reads at inference over all the data given, with the
 * layers before it already corrected. The data is read once per batch normalization layer; labels
 * are not used. Feature masks are ignored.
 */
public final class BatchNormStatistics {
  private BatchNormStatistics() {}

  /**
   * Sets the statistics of every batch normalization layer of a network, in place.
   *
   * @param network a MultiLayerNetwork, or a ComputationGraph with one input
   * @param data batches like those the network was trained on; is reset before each pass
   * @throws IllegalArgumentException if the data is empty or cannot be reset, or the network has a
   *     batch normalization layer that reads neither vectors nor images
   */
  public static void reestimate(Model network, DataSetIterator data) {
    reestimate(NetworkView.of(network), FeatureBatches.of(data));
  }

  /**
   * Sets the statistics of every batch normalization layer of a network with several inputs, in
   * place.
   *
   * @param network a MultiLayerNetwork or ComputationGraph
   * @param data batches like those the network was trained on; is reset before each pass
   * @throws IllegalArgumentException as {@link #reestimate(Model, DataSetIterator)}
   */
  public static void reestimate(Model network, MultiDataSetIterator data) {
    reestimate(NetworkView.of(network), FeatureBatches.of(data));
  }

  private static void reestimate(NetworkView view, FeatureBatches data) {
    List<NetworkLayer> layers =
        view.layers().stream().filter(layer -> layer.conf() instanceof BatchNormalization).toList();
    if (!layers.isEmpty()) {
      data.check();
    }
    layers.forEach(layer -> reestimate(view, layer, data));
  }

  private static void reestimate(NetworkView view, NetworkLayer layer, FeatureBatches data) {
    BatchNormalization conf = (BatchNormalization) layer.conf();
    ChannelMoments moments = new ChannelMoments(layer.name(), conf.getCnn2DFormat());
    data.forEach(features -> moments.add(view.inputOf(layer.name(), features)));
    BatchNormParameters.set(layer, moments);
  }
}
