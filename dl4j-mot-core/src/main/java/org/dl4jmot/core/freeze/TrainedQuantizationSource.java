package org.dl4jmot.core.freeze;

import java.util.Map;
import org.dl4jmot.runtime.tensor.Origin;
import org.dl4jmot.runtime.tensor.TrainedQuantization;

/**
 * Implemented by a live layer or vertex that fake-quantizes: tells what it has learned. Freezing
 * puts it on the tensors of that origin.
 */
public interface TrainedQuantizationSource {
  /**
   * Per role of this layer's tensors the range or weight scheme that training used; roles it does
   * not quantize are absent.
   */
  Map<Origin.Role, TrainedQuantization> trainedQuantization();
}
