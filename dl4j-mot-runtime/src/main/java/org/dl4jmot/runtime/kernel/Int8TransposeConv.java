package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Transposed convolution of int8 with symmetric int8 weights, per tensor or per channel. */
final class Int8TransposeConv implements Kernel {
  private final TransposedSums sums;
  private final int imageSize;
  private final byte[] image;
  private final int zeroPoint;
  private final int[] bias;
  private final Requantization requantization;
  private final byte[] result;

  Int8TransposeConv(TransposeConv op, Operands operands) {
    int channels = operands.shape(1).dim(0);
    Sliding sliding = TransposeConvKernel.sliding(op, operands);
    sums =
        new TransposedSums(
            sliding,
            operands.shape(0).dim(3),
            TransposeConvKernel.spread(operands.constant(1).bytes(), channels));
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
      for (int sum : sums.of(image, from, zeroPoint)) {
        int channel = target % bias.length;
        result[target++] = requantization.apply(sum + bias[channel], channel);
      }
    }
  }
}
