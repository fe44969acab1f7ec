package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Depthwise convolution of int8 with symmetric int8 weights, per tensor or per channel. */
final class Int8DepthwiseConv2d implements Kernel {
  private final Sliding sliding;
  private final DepthwiseSums products;
  private final Requantization requantization;
  private final byte[] image;
  private final int zeroPoint;
  private final int[] bias;
  private final byte[] result;

  Int8DepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    QuantizationParameters input = operands.quantization(0);
    requantization =
        Requantization.perChannel(
            input.scale(),
            operands.weightQuantization(3),
            operands.resultQuantization(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            Ties.AWAY_FROM_ZERO,
            channels);
    image = operands.input().bytes();
    zeroPoint = input.zeroPoint();
    bias = operands.intBias(channels);
    result = operands.output().bytes();
    products = new DepthwiseSums(sliding, operands.constant(1).bytes());
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      products.load(image, batch, zeroPoint);
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          requantization.applyToChannels(products.at(y, x), bias, result, target);
          target += bias.length;
        }
      }
    }
  }
}
