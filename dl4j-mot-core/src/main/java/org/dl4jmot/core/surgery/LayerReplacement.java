package org.dl4jmot.core.surgery;

import java.util.Map;
import java.util.function.BiFunction;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Makes a copy of a network in which layers are replaced by others of the same place, name and
 * parameters. Parameters that both have are carried over by name; what only the replacement has is
 * initialised. Training starts anew: updater state is fresh and iterations count from 0 (Adam
 * corrects fresh moments by that count; with the old one its first steps would be three times too
 * long). Listeners are not taken along. The original stays as it is.
 *
 * <p>A replacement function is given the layer's name and a configuration it must not change, and
 * may answer that same object to keep the layer.
 */
public final class LayerReplacement {
  private LayerReplacement() {}

  /** A copy of a network with replaced layers. */
  public static MultiLayerNetwork replace(
      MultiLayerNetwork network, BiFunction<String, Layer, Layer> layers) {
    network.init();
    MultiLayerConfiguration configuration = network.getLayerWiseConfigurations().clone();
    for (int i = 0; i < configuration.getConfs().size(); i++) {
      NeuralNetConfiguration conf = configuration.getConf(i);
      replace(conf, nameOf(conf.getLayer(), i), layers);
    }
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    MultiLayerNetwork copy = new MultiLayerNetwork(configuration);
    copy.init();
    for (int i = 0; i < network.getnLayers(); i++) {
      copyParameters(network.getLayer(i).paramTable(), copy.getLayer(i).paramTable());
    }
    return copy;
  }

  /**
   * A copy of a network with replaced layers and vertices.
   *
   * @param vertices replaces the vertices that hold no layer
   */
  public static ComputationGraph replace(
      ComputationGraph network,
      BiFunction<String, Layer, Layer> layers,
      BiFunction<String, GraphVertex, GraphVertex> vertices) {
    network.init();
    ComputationGraphConfiguration configuration = network.getConfiguration().clone();
    for (Map.Entry<String, GraphVertex> entry : configuration.getVertices().entrySet()) {
      if (entry.getValue() instanceof LayerVertex vertex) {
        replace(vertex.getLayerConf(), entry.getKey(), layers);
      } else {
        GraphVertex original = network.getConfiguration().getVertices().get(entry.getKey());
        entry.setValue(vertices.apply(entry.getKey(), completed(entry.getValue(), original)));
      }
    }
    configuration.setIterationCount(0);
    configuration.setEpochCount(0);
    ComputationGraph copy = new ComputationGraph(configuration);
    copy.init();
    for (var vertex : network.getVertices()) {
      copyParameters(
          vertex.paramTable(false), copy.getVertex(vertex.getVertexName()).paramTable(false));
    }
    return copy;
  }

  /** The name under which reports and policies know a layer of a {@link MultiLayerNetwork}. */
  public static String nameOf(Layer layer, int index) {
    return layer.getLayerName() == null ? "layer" + index : layer.getLayerName();
  }

  private static void replace(
      NeuralNetConfiguration conf, String name, BiFunction<String, Layer, Layer> layers) {
    conf.setLayer(layers.apply(name, conf.getLayer()));
    conf.clearVariables(); // names of parameters, refilled when the layer is initialised
  }

  private static GraphVertex completed(GraphVertex clone, GraphVertex original) {
    if (clone instanceof MergeVertex to && original instanceof MergeVertex from) {
      // MergeVertex.clone of 1.0.0-M2.1 forgets both: channels-last images would be joined by rows
      to.setMergeAxis(from.getMergeAxis());
      to.setModified(from.isModified());
    }
    if (clone instanceof ReshapeVertex to && original instanceof ReshapeVertex from) {
      // So does ReshapeVertex.clone with the order of elements and the shape of masks.
      to.setReshapeOrder(from.getReshapeOrder());
      to.setMaskShape(from.getMaskShape());
    }
    return clone;
  }

  private static void copyParameters(Map<String, INDArray> from, Map<String, INDArray> to) {
    if (from == null || to == null) {
      return;
    }
    from.forEach(
        (key, value) -> {
          INDArray target = to.get(key);
          if (target != null && target.length() == value.length()) {
            target.assign(value);
          }
        });
  }
}
