package org.dl4jmot.core.freeze;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.ComposableInputPreProcessor;
import org.deeplearning4j.nn.graph.vertex.GraphVertex;
import org.deeplearning4j.nn.layers.FrozenLayer;
import org.deeplearning4j.nn.layers.FrozenLayerWithBackprop;
import org.deeplearning4j.nn.layers.wrapper.BaseWrapperLayer;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.TrainedQuantization;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * One layer, vertex or preprocessor of a trained network.
 *
 * @param name unique in the network
 * @param layer the layer or vertex it belongs to; a preprocessor belongs to the layer behind it
 * @param prefix what the names of its tensors begin with
 * @param conf its configuration, the float one for what fake-quantizes
 * @param parameters trained parameters by key
 * @param trained what training fixed for its tensors
 * @param inputs names of the nodes and network inputs that feed it
 */
record SourceNode(
    String name,
    String layer,
    String prefix,
    Object conf,
    Map<String, INDArray> parameters,
    Map<Origin.Role, TrainedQuantization> trained,
    List<String> inputs) {

  /**
   * A node of a layer.
   *
   * @param configured its configuration in the network's; a layer that wraps another carries the
   *     other's
   */
  static SourceNode ofLayer(String name, Object configured, Layer wrapped, List<String> inputs) {
    Layer live = unwrapped(wrapped);
    Object conf = live instanceof BaseWrapperLayer ? unwrapped(configured) : live.conf().getLayer();
    return new SourceNode(
        name,
        name,
        name,
        conf instanceof QuantizationAwareConf aware ? unwrapped(aware.floatLayer()) : conf,
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

  /** A node of a vertex. */
  static SourceNode ofVertex(String name, Object conf, GraphVertex live, List<String> inputs) {
    Map<String, INDArray> parameters = Optional.ofNullable(live.paramTable(false)).orElse(Map.of());
    return new SourceNode(name, name, name, conf, parameters, trained(live), inputs);
  }

  /**
   * The nodes of a preprocessor in front of a layer: several, one feeding the next, if it is
   * composed of others.
   */
  static List<SourceNode> ofPreprocessor(
      String layer, InputPreProcessor preprocessor, List<String> inputs) {
    return chain(layer, layer + " (preprocessor)", preprocessor, inputs);
  }

  /** The nodes of a vertex that is a preprocessor, the last one under the vertex's name. */
  static List<SourceNode> ofPreprocessorVertex(
      String vertex, InputPreProcessor preprocessor, List<String> inputs) {
    return chain(vertex, vertex, preprocessor, inputs);
  }

  private static List<SourceNode> chain(
      String layer, String last, InputPreProcessor preprocessor, List<String> inputs) {
    List<InputPreProcessor> parts = parts(preprocessor).toList();
    List<SourceNode> nodes = new ArrayList<>();
    List<String> feeding = inputs;
    for (int i = 0; i < parts.size(); i++) {
      boolean isLast = i == parts.size() - 1;
      String name = isLast ? last : layer + " (preprocessor " + (i + 1) + ")";
      String prefix = isLast ? layer : layer + "/preprocessor-" + (i + 1);
      nodes.add(new SourceNode(name, layer, prefix, parts.get(i), Map.of(), Map.of(), feeding));
      feeding = List.of(name);
    }
    return nodes;
  }

  private static Stream<InputPreProcessor> parts(InputPreProcessor preprocessor) {
    return preprocessor instanceof ComposableInputPreProcessor composed
        ? Arrays.stream(composed.getInputPreProcessors()).flatMap(SourceNode::parts)
        : Stream.of(preprocessor);
  }

  private static Object unwrapped(Object conf) {
    if (conf instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayer frozen) {
      return unwrapped(frozen.getLayer());
    }
    return conf instanceof org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop frozen
        ? unwrapped(frozen.getUnderlying())
        : conf;
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
