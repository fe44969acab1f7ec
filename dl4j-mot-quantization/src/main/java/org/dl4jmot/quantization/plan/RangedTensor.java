package org.dl4jmot.quantization.plan;

import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.tensor.Origin;

/**
 * An activation whose range has to be trained or calibrated.
 *
 * @param name the tensor to observe
 * @param origin where in the trained network it comes from; empty where lowering made it
 * @param group all tensors quantized with its parameters, itself included, in the graph's order
 */
public record RangedTensor(String name, Optional<Origin> origin, List<String> group) {
  /** Copies the list. */
  public RangedTensor {
    group = List.copyOf(group);
  }
}
