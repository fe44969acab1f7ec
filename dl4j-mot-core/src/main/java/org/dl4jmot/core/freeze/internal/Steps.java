package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/** The order in which Deeplearning4j makes rows of time steps. */
final class Steps {
  private Steps() {}

  /**
   * A sequence as [T, N, C]: Deeplearning4j puts the first time step of all sequences before the
   * second one.
   */
  static Tensor first(LayerScope scope, Value.Sequence sequence) {
    return scope.transposed("steps", sequence.tensor(), List.of(1, 0, 2));
  }
}
