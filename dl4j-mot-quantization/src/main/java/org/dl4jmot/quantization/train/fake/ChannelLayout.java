package org.dl4jmot.quantization.train.fake;

/**
 * Which elements of a weight array share a scale, by their place in memory: element i belongs to
 * channel {@code (i / inner) % channels}.
 *
 * @param inner neighbouring elements of one channel
 * @param channels number of scales
 */
public record ChannelLayout(int inner, int channels) {

  /** One scale for all elements. */
  public static ChannelLayout perTensor() {
    return new ChannelLayout(Integer.MAX_VALUE, 1);
  }

  /** Output channels outermost, as in convolution kernels [out, in, height, width]. */
  public static ChannelLayout outermost(long channels, long length) {
    return new ChannelLayout((int) (length / channels), (int) channels);
  }

  /** Output channels innermost, as in depthwise kernels [height, width, in, multiplier]. */
  public static ChannelLayout innermost(long channels) {
    return new ChannelLayout(1, (int) channels);
  }
}
