package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;

/** Depthwise convolution of floats. */
final class FloatDepthwiseConv2d implements Kernel, DepthwiseLoops.Results {
  private final Sliding sliding;
  private final DepthwiseLoops loops;
  private final float[] image;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;
  private int imagePosition;

  FloatDepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    loops = new DepthwiseLoops(sliding, operands.constant(1).floats());
    image = operands.input().floats();
    bias = operands.floatBias(operands.shape(1).dim(3));
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      loops.run(image, sliding.cell(batch, 0, 0), this);
    }
  }

  @Override
  public void row(float[] sums, int position, int count) {
    int target = (imagePosition + position) * bias.length;
    for (int from = 0; from < count * bias.length; from += bias.length) {
      for (int c = 0; c < bias.length; c++) {
        result[target + from + c] = clamp.apply(sums[from + c] + bias[c]);
      }
    }
  }
}
