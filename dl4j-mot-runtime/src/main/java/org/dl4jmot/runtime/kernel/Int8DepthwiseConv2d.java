package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Depthwise convolution of int8 with symmetric int8 weights, per tensor or per channel. */
final class Int8DepthwiseConv2d implements Kernel, DepthwiseLoops.Results {
  private final Sliding sliding;
  private final DepthwiseLoops loops;
  private final VectorRequantization requantization;
  private final VectorRequantization.ExactSums exact;
  private final byte[] image;
  private final float[] shifted;
  private final int zeroPoint;
  private final int[] bias;
  private final byte[] result;
  private int imagePosition;

  Int8DepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    QuantizationParameters input = operands.quantization(0);
    Requantization perChannel =
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
    loops = new DepthwiseLoops(sliding, DepthwiseConv2dKernel.exactWeights(operands));
    exact = index -> (int) loops.sums()[index];
    requantization = new VectorRequantization(perChannel, bias, loops.most());
    shifted = new float[sliding.sliceSize()];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      Widening.shifted(image, sliding.cell(batch, 0, 0), zeroPoint, shifted);
      loops.run(shifted, 0, this);
    }
  }

  @Override
  public void row(float[] sums, int position, int count) {
    int target = (imagePosition + position) * bias.length;
    requantization.applyToChannels(sums, exact, count * bias.length, result, target);
  }
}
