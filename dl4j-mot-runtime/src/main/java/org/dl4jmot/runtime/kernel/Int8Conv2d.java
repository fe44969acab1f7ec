package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Convolution of int8 with symmetric int8 weights, per tensor or per output channel. */
final class Int8Conv2d implements Kernel, ConvolutionLoops.Results {
  private final Sliding sliding;
  private final ConvolutionLoops loops;
  private final Sums.Integers sums;
  private final VectorRequantization requantization;
  private final byte[] image;
  private final float[] shifted;
  private final int zeroPoint;
  private final int[] bias;
  private final byte[] result;
  private int imagePosition;

  Int8Conv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    loops = ConvolutionLoops.of(sliding, operands.constant(1));
    sums = new Sums.Integers(loops.most());
    int channels = operands.shape(1).dim(0);
    QuantizationParameters input = operands.quantization(0);
    bias = operands.intBias(channels);
    Requantization perChannel =
        Requantization.perChannel(
            input.scale(),
            operands.weightQuantization(0),
            operands.resultQuantization(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            Ties.UP,
            channels);
    requantization = new VectorRequantization(perChannel, bias, loops.most());
    image = operands.input().bytes();
    shifted = new float[sliding.sliceSize()];
    zeroPoint = input.zeroPoint();
    result = operands.output().bytes();
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      Widening.shifted(image, sliding.cell(batch, 0, 0), zeroPoint, shifted);
      loops.run(shifted, 0, sums, this);
    }
  }

  @Override
  public void channel(int channel, int position, int count) {
    int target = (imagePosition + position) * bias.length + channel;
    requantization.applyToPositions(
        sums.nearest(), sums, count, channel, result, target, bias.length);
  }

  @Override
  public void position(int position) {
    int target = (imagePosition + position) * bias.length;
    requantization.applyToChannels(sums.nearest(), sums, bias.length, result, target);
  }
}
