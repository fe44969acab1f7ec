package org.dl4jmot.core.freeze.internal;

import java.util.Arrays;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Makes channels-last tensors of vectors that hold images or volumes channel by channel. */
final class Unflattening {
  private Unflattening() {}

  /**
   * Vectors as a tensor [N, spatial..., channels]. Without moving anything where the graph has
   * computed them in that order.
   *
   * @param spatial sizes between batch and channels
   */
  static Tensor channelsFirst(
      LayerScope scope, Value.Features vectors, int channels, int... spatial) {
    int[] last = new int[spatial.length + 2];
    last[0] = vectors.shape().dim(0);
    System.arraycopy(spatial, 0, last, 1, spatial.length);
    last[last.length - 1] = channels;
    int cells = Arrays.stream(spatial).reduce(1, Math::multiplyExact);
    requireSize(vectors, channels * cells, last);
    if (vectors.order().equals(FeatureOrder.channelsFirst(cells, 1, channels))) {
      return scope.reshaped("input", vectors.tensor(), Shape.of(last));
    }
    Tensor trained = vectors.inTrainedOrder(scope, "arranged");
    Shape byChannel = Shape.of(last[0], channels, cells);
    Tensor channelwise = scope.reshaped("channels-first", trained, byChannel);
    Tensor cellwise = scope.transposed("channels-last", channelwise, java.util.List.of(0, 2, 1));
    return scope.reshaped("input", cellwise, Shape.of(last));
  }

  static void requireSize(Value.Features vectors, int wanted, int... made) {
    if (vectors.order().features() != wanted) {
      throw new UntranslatableException(
          "it makes "
              + Arrays.toString(made)
              + " (channels last) of vectors but is fed "
              + vectors.order().features()
              + " values",
          "Check the preprocessor's sizes");
    }
  }
}
