package org.dl4jmot.core.freeze;

import org.deeplearning4j.nn.conf.layers.Layer;

/**
 * Implemented by the configuration of a layer that fake-quantizes: names the float layer it stands
 * for, which freezing translates in its place.
 */
public interface QuantizationAwareConf {
  /** The float layer: same name, sizes and settings, without fake quantization. */
  Layer floatLayer();
}
