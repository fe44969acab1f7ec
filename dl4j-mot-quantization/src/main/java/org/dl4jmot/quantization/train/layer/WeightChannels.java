package org.dl4jmot.quantization.train.layer;

import org.dl4jmot.quantization.train.fake.ChannelLayout;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Where the output channels lie in the weights of Deeplearning4j's layers. */
final class WeightChannels {
  private WeightChannels() {}

  /** Convolution and pointwise kernels [out, in, height, width], c order. */
  static ChannelLayout outermost(INDArray weights) {
    return ChannelLayout.outermost(weights.size(0), weights.length());
  }

  /** Kernels of a transposed convolution [in, out, height, width], c order. */
  static ChannelLayout second(INDArray weights) {
    return new ChannelLayout((int) (weights.size(2) * weights.size(3)), (int) weights.size(1));
  }

  /** Dense weights [in, out], f order. */
  static ChannelLayout columns(INDArray weights) {
    return ChannelLayout.outermost(weights.size(1), weights.length());
  }

  /** Depthwise kernels [height, width, in, multiplier], c order. */
  static ChannelLayout innermostTwo(INDArray weights) {
    return ChannelLayout.innermost(weights.size(2) * weights.size(3));
  }

  /** Depthwise kernels of a separable convolution [multiplier, in, height, width], c order. */
  static ChannelLayout outermostTwo(INDArray weights) {
    return ChannelLayout.outermost(weights.size(0) * weights.size(1), weights.length());
  }
}
