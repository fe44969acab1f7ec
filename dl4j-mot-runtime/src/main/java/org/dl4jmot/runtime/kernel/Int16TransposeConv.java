package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.TransposeConv;

/** Transposed convolution of int16 with symmetric int8 weights, per tensor or per channel. */
final class Int16TransposeConv implements Kernel {
  private final Spreading spreading;
  private final int depth;
  private final int[] filter;
  private final long[] sums;
  private final int imageSize;
  private final byte[] image;
  private final long[] bias;
  private final WideRequantization requantization;
  private final byte[] result;

  Int16TransposeConv(TransposeConv op, Operands operands) {
    int channels = operands.shape(1).dim(0);
    Sliding sliding = TransposeConvKernel.sliding(op, operands);
    depth = operands.shape(0).dim(3);
    spreading = new Spreading(sliding, depth, this::add);
    filter = TransposeConvKernel.spread(operands.constant(1).bytes(), channels);
    sums = new long[sliding.inputHeight() * sliding.inputWidth() * channels];
    image = operands.input().bytes();
    imageSize = Shorts.count(image) / sliding.batches();
    bias = operands.longBias(channels);
    requantization =
        WideRequantization.perChannel(
            operands.symmetricScale(0),
            operands.weightQuantization(0),
            operands.symmetricResult(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            channels);
    result = operands.output().bytes();
  }

  @Override
  public void run() {
    int target = 0;
    for (int from = 0; from < Shorts.count(image); from += imageSize) {
      Arrays.fill(sums, 0);
      spreading.image(0, from); // of this batch alone: the sums have room for one
      for (long sum : sums) {
        int channel = target % bias.length;
        Shorts.put(result, target++, requantization.apply(sum + bias[channel], channel));
      }
    }
  }

  private void add(int cell, int weights, int target) {
    int channels = bias.length;
    for (int i = 0; i < depth; i++) {
      int value = Shorts.get(image, cell + i);
      int from = weights + i * channels;
      for (int o = 0; o < channels; o++) {
        sums[target + o] += (long) value * filter[from + o];
      }
    }
  }
}
