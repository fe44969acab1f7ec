package org.dl4jmot.core.freeze;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer, vertex or preprocessor of a trained network.
 *
 * @param name unique in the network
 * @param layer the layer or vertex it belongs to; a preprocessor belongs to the layer behind it
 * @param conf its configuration, the float one for what fake-quantizes
 * @param parameters trained parameters by key
 * @param trained what training fixed for its tensors
 * @param inputs names of the nodes and network inputs that feed it
 */
record SourceNode(
    String name,
    String layer,
    Object conf,
    Map<String, INDArray> parameters,
    Map<Origin.Role, TrainedQuantization> trained,
    List<String> inputs) {

  /** A node of a layer. */
  static SourceNode ofLayer(String name, Layer wrapped, List<String> inputs) {
    Layer live = unwrapped(wrapped);
    Object conf = live.conf().getLayer();
    return new SourceNode(
        name,
        name,
        conf instanceof QuantizationAwareConf aware ? aware.floatLayer() : conf,
        Optional.ofNullable(live.paramTable()).orElse(Map.of()),
        trained(live),
        inputs);
  }

  /** What a layer that only keeps another from being trained computes at inference: the other. */
  private static Layer unwrapped(Layer live) {
    if (live instanceof FrozenLayer frozen) {
      return unwrapped(frozen.getInsideLayer());
    }
    return live instanceof FrozenLayerWithBackprop frozen
        ? unwrapped(frozen.getUnderlying())
        : live;
  }

  /** A node of a preprocessor in front of a layer. */
  static SourceNode ofPreprocessor(String layer, Object preprocessor, List<String> inputs) {
    return new SourceNode(
        layer + " (preprocessor)", layer, preprocessor, Map.of(), Map.of(), inputs);
  }

  /** What a live layer or vertex has learned about its tensors. */
  static Map<Origin.Role, TrainedQuantization> trained(Object live) {
    return live instanceof TrainedQuantizationSource source
        ? source.trainedQuantization()
        : Map.of();
  }

  /** Simple name of the configuration's class. */
  String type() {
    return conf.getClass().getSimpleName();
  }
}
