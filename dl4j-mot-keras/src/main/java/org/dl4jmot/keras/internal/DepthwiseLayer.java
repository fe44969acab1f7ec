package org.dl4jmot.keras.internal;

import java.util.Map;
import org.deeplearning4j.nn.modelimport.keras.KerasLayer;
import org.deeplearning4j.nn.modelimport.keras.exceptions.InvalidKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.exceptions.UnsupportedKerasConfigurationException;
import org.deeplearning4j.nn.modelimport.keras.layers.convolutional.KerasDepthwiseConvolution2D;

/**
 * A depthwise convolution whose description says how many channels it reads. Deeplearning4j
 * 1.0.0-M2.1 looks for them in the layers before, and fails where there is none, or none that has
 * channels (KerasLayer.getNInFromConfig). Public, as Deeplearning4j calls the constructor.
 */
public final class DepthwiseLayer extends KerasDepthwiseConvolution2D {
  /** The kind of layer that descriptions name. */
  public static final String CLASS_NAME = "dl4jmot>DepthwiseConv2D";

  /** Where the description says how many channels there are. */
  public static final String INPUT_CHANNELS = "dl4jmot_input_channels";

  /**
   * As Deeplearning4j makes layers of own kinds.
   *
   * @param layer the description
   */
  public DepthwiseLayer(Map<String, Object> layer)
      throws InvalidKerasConfigurationException, UnsupportedKerasConfigurationException {
    super(layer, Map.of(), false);
  }

  /** Called by the super constructor: uses what its own super constructor has set. */
  @Override
  protected long getNInFromConfig(Map<String, ? extends KerasLayer> previousLayers) {
    Map<?, ?> config = (Map<?, ?>) getOriginalLayerConfig().get("config");
    return ((Number) config.get(INPUT_CHANNELS)).longValue();
  }
}
