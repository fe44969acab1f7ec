package org.dl4jmot.quantization.train.layer;

import org.dl4jmot.core.freeze.QuantizationAwareConf;
import org.dl4jmot.quantization.train.fake.LayerQuantization;

/** Configuration of a quantization-aware layer. */
public interface FakeQuantizedConf extends QuantizationAwareConf {
  /** What the layer fake-quantizes. */
  LayerQuantization getQuantization();

  /** Replaces what the layer fake-quantizes; the roles must stay, as they size its parameter. */
  void setQuantization(LayerQuantization quantization);
}
