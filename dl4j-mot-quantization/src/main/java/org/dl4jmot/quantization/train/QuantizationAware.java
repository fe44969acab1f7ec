package org.dl4jmot.quantization.train;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.deeplearning4j.nn.api.TrainingConfig;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.dl4jmot.core.surgery.LayerReplacement;
import org.dl4jmot.quantization.train.fake.LayerQuantization;
import org.dl4jmot.quantization.train.fake.TrainingSettings;
import org.dl4jmot.quantization.train.layer.DefaultRoles;
import org.dl4jmot.quantization.train.layer.FakeQuantizedConf;
import org.dl4jmot.quantization.train.layer.FakeQuantizedVertex;
import org.dl4jmot.quantization.train.layer.LayerConversion;

/**
 * Makes networks quantization-aware: they train and evaluate with weights and activations rounded
 * as the exported int8 file will round them (Jacob et al. 2018, arXiv 1712.05877), and export
 * without calibration data.
 *
 * <p>The result is an ordinary network of the same kind with the same layers: fit it further (a
 * tenth of the original learning rate for an epoch is a good start), evaluate, save and restore it.
 * ParallelWrapper works in its averaging mode; threshold-encoded gradient sharing would destroy the
 * moving averages, so freeze the ranges before it.
 *
 * <pre>{@code
 * MultiLayerNetwork aware = QuantizationAware.network(trained);
 * aware.fit(data);
 * }</pre>
 */
public final class QuantizationAware {
  private QuantizationAware() {}

  /**
   * A quantization-aware copy with the standard settings.
   *
   * @param network a float network, or one with some quantization-aware layers; stays as it is
   * @param inputTypes shape of the input, needed only where the configuration does not tell
   * @throws org.dl4jmot.core.freeze.UnsupportedNetworkException listing every layer that could not
   *     be exported
   */
  public static MultiLayerNetwork network(MultiLayerNetwork network, InputType... inputTypes) {
    return builder().inputTypes(inputTypes).build().apply(network);
  }

  /**
   * A quantization-aware copy with the standard settings.
   *
   * @param network a float network, or one with some quantization-aware layers; stays as it is
   * @param inputTypes shapes of the inputs, needed only where the configuration does not tell
   * @throws org.dl4jmot.core.freeze.UnsupportedNetworkException listing every layer that could not
   *     be exported
   */
  public static ComputationGraph network(ComputationGraph network, InputType... inputTypes) {
    return builder().inputTypes(inputTypes).build().apply(network);
  }

  /**
   * The quantization-aware form of one layer, for a configuration that is still being written. It
   * quantizes by its own rules, not knowing its neighbours; {@link #network} of the finished
   * network then sees to the rest.
   *
   * @throws IllegalArgumentException if the layer has no quantization-aware form
   */
  public static Layer layer(Layer layer) {
    return layer(layer, TrainingSettings.defaults());
  }

  /** The quantization-aware form of one layer with settings of its own; see {@link #layer}. */
  public static Layer layer(Layer layer, TrainingSettings settings) {
    return LayerConversion.toQuantized(layer, DefaultRoles.of(layer, settings));
  }

  /** Starts a choice of layers and settings. */
  public static QuantizationAwareBuilder builder() {
    return new QuantizationAwareBuilder();
  }

  /** The float network with the weights as trained: plain Deeplearning4j classes only. */
  public static MultiLayerNetwork strip(MultiLayerNetwork network) {
    return LayerReplacement.replace(network, (name, layer) -> plain(layer));
  }

  /** The float network with the weights as trained: plain Deeplearning4j classes only. */
  public static ComputationGraph strip(ComputationGraph network) {
    return LayerReplacement.replace(
        network, (name, layer) -> plain(layer), (name, vertex) -> plain(vertex));
  }

  private static GraphVertex plain(GraphVertex vertex) {
    return vertex instanceof FakeQuantizedVertex conf ? conf.floatVertex() : vertex;
  }

  private static Layer plain(Layer layer) {
    return layer instanceof FakeQuantizedConf conf ? conf.floatLayer() : layer;
  }

  /**
   * Lets ranges and batch-norm statistics stay as they are from now on, in place. Worth doing for
   * the last steps of a training.
   */
  public static void freezeRanges(MultiLayerNetwork network) {
    for (var layer : network.getLayers()) {
      freeze(layer.getConfig());
    }
  }

  /** Lets ranges and batch-norm statistics stay as they are; see the other form. */
  public static void freezeRanges(ComputationGraph network) {
    for (var layer : network.getLayers()) {
      freeze(layer.getConfig());
    }
    for (GraphVertex vertex : network.getConfiguration().getVertices().values()) {
      if (vertex instanceof FakeQuantizedVertex conf) {
        conf.replaceQuantization(frozen(conf.quantization()));
      }
    }
  }

  /**
   * Lets inference round as the kernels of the exported file do, in place: they round products
   * twice and biases to integers, which moves about one result in a thousand to the neighbouring
   * value. Do this when training is over; it tells nothing new to a network that trains on, and is
   * to be repeated then. Parameters stay as they are.
   *
   * @param inputTypes shape of the input, needed only where the configuration does not tell
   * @throws RuntimeException if the network could not be exported as it is
   */
  public static void align(MultiLayerNetwork network, InputType... inputTypes) {
    Map<String, org.deeplearning4j.nn.api.Layer> layers = new HashMap<>();
    for (int i = 0; i < network.getnLayers(); i++) {
      var layer = network.getLayer(i);
      layers.put(LayerReplacement.nameOf(layer.conf().getLayer(), i), layer);
    }
    var alignments = new DeviceAlignment(layers).of(network, inputTypes);
    layers.forEach((name, layer) -> align(layer.getConfig(), alignments.get(name)));
  }

  /** Lets inference round as the kernels of the exported file do; see the other form. */
  public static void align(ComputationGraph network, InputType... inputTypes) {
    Map<String, org.deeplearning4j.nn.api.Layer> layers = new HashMap<>();
    for (var vertex : network.getVertices()) {
      if (vertex.hasLayer()) {
        layers.put(vertex.getVertexName(), vertex.getLayer());
      }
    }
    var alignments = new DeviceAlignment(layers).of(network, inputTypes);
    layers.forEach((name, layer) -> align(layer.getConfig(), alignments.get(name)));
  }

  private static void align(TrainingConfig layer, UnaryOperator<LayerQuantization> change) {
    if (layer instanceof FakeQuantizedConf conf) {
      conf.setQuantization(change.apply(conf.getQuantization()));
    }
  }

  private static void freeze(TrainingConfig layer) {
    if (layer instanceof FakeQuantizedConf conf) {
      conf.setQuantization(frozen(conf.getQuantization()));
    }
  }

  private static LayerQuantization frozen(LayerQuantization quantization) {
    return quantization.with(quantization.settings().withFreezeAfter(0));
  }
}
