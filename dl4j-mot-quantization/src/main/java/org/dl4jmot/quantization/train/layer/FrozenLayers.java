package org.dl4jmot.quantization.train.layer;

import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayerWithBackprop;

/** Looks into layers that keep another from being trained. */
final class FrozenLayers {
  private FrozenLayers() {}

  /** Whether a layer keeps another from being trained. */
  static boolean isFrozen(Layer layer) {
    return layer instanceof FrozenLayer || layer instanceof FrozenLayerWithBackprop;
  }

  /** The layer that computes: the one kept from being trained, else the layer itself. */
  static Layer inside(Layer layer) {
    if (layer instanceof FrozenLayer frozen) {
      return inside(frozen.getLayer());
    }
    return layer instanceof FrozenLayerWithBackprop frozen ? inside(frozen.getUnderlying()) : layer;
  }
}
