package org.dl4jmot.core.surgery;

import java.util.List;
import java.util.Set;
import org.deeplearning4j.nn.api.Model;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * What a MultiLayerNetwork and a ComputationGraph have in common for those who edit trained
 * networks. A view holds no state of its own: it always shows the network as it is.
 */
public sealed interface NetworkView permits MultiLayerView, GraphView {
  /**
   * The view of a network.
   *
   * @throws IllegalArgumentException if it is neither kind of network, or not initialized
   */
  static NetworkView of(Model network) {
    if (network instanceof MultiLayerNetwork multiLayer) {
      return new MultiLayerView(multiLayer);
    }
    if (network instanceof ComputationGraph graph) {
      return new GraphView(graph);
    }
    throw new IllegalArgumentException(
        "network must be a MultiLayerNetwork or a ComputationGraph: "
            + (network == null ? "null" : network.getClass().getName()));
  }

  /** The network shown. */
  Model network();

  /** Its layers, each after the layers it reads. Vertices without a layer are left out. */
  List<NetworkLayer> layers();

  /**
   * Names of the layers that make the network's outputs: the last with weights on the way to each
   * output, be it an output layer or a dense layer before a loss layer.
   */
  Set<String> outputLayers();

  /** How many parameter updates the network has had. */
  int iterations();

  /** An independent network: same configuration, parameters and updater state, no listeners. */
  NetworkView copy();

  /**
   * What a layer reads at inference, after its preprocessor.
   *
   * @param layer the layer's name
   * @param features a batch per network input
   */
  INDArray inputOf(String layer, INDArray... features);
}
