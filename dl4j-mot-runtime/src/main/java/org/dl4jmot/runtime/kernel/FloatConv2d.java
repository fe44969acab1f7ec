package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Conv2d;

/** Convolution of floats. */
final class FloatConv2d implements Kernel, ConvolutionLoops.Results {
  private final Sliding sliding;
  private final ConvolutionLoops loops;
  private final Sums.Floats sums;
  private final FloatClamp clamp;
  private final float[] image;
  private final float[] bias;
  private final float[] result;
  private int imagePosition;

  FloatConv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    loops = ConvolutionLoops.of(sliding, operands.constant(1));
    sums = new Sums.Floats(loops.most());
    clamp = FloatClamp.of(op.activation());
    image = operands.input().floats();
    bias = operands.floatBias(operands.shape(1).dim(0));
    result = operands.output().floats();
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      loops.run(image, sliding.cell(batch, 0, 0), sums, this);
    }
  }

  @Override
  public void channel(int channel, int position, int count) {
    float[] each = sums.array();
    int channels = bias.length;
    int target = (imagePosition + position) * channels + channel;
    for (int i = 0; i < count; i++) {
      result[target + i * channels] = clamp.apply(each[i] + bias[channel]);
    }
  }

  @Override
  public void position(int position) {
    float[] each = sums.array();
    int target = (imagePosition + position) * bias.length;
    for (int c = 0; c < bias.length; c++) {
      result[target + c] = clamp.apply(each[c] + bias[c]);
    }
  }
}
