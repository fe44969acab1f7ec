package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Transposed convolution of int8 with symmetric int8 weights, per tensor or per channel. */
final class Int8TransposeConv implements Kernel {
  private final Spreading spreading;
  private final int depth;
  private final int[] filter;
  private final int[] sums;
  private final int imageSize;
  private final byte[] image;
  private final int zeroPoint;
  private final int[] bias;
  private final Requantization requantization;
  private final byte[] result;

  Int8TransposeConv(TransposeConv op, Operands operands) {
    int channels = operands.shape(1).dim(0);
    Sliding sliding = TransposeConvKernel.sliding(op, operands);
    depth = operands.shape(0).dim(3);
    spreading = new Spreading(sliding, depth, this::add);
    filter = TransposeConvKernel.spread(operands.constant(1).bytes(), channels);
    sums = new int[sliding.inputHeight() * sliding.inputWidth() * channels];
    image = operands.input().bytes();
    imageSize = image.length / sliding.batches();
    QuantizationParameters input = operands.quantization(0);
    zeroPoint = input.zeroPoint();
    bias = operands.intBias(channels);
    requantization =
        Requantization.perChannel(
            input.scale(),
            operands.weightQuantization(0),
            operands.resultQuantization(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            Ties.AWAY_FROM_ZERO,
            channels);
    result = operands.output().bytes();
  }

  @Override
  public void run() {
    int target = 0;
    for (int from = 0; from < image.length; from += imageSize) {
      Arrays.fill(sums, 0);
      spreading.image(0, from); // of this batch alone: the sums have room for one
      for (int sum : sums) {
        int channel = target % bias.length;
        result[target++] = requantization.apply(sum + bias[channel], channel);
      }
    }
  }

  private void add(int cell, int weights, int target) {
    int channels = bias.length;
    for (int i = 0; i < depth; i++) {
      int value = image[cell + i] - zeroPoint;
      int from = weights + i * channels;
      for (int o = 0; o < channels; o++) {
        sums[target + o] += value * filter[from + o];
      }
    }
  }
}
