package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Conv2d;

/** Convolution of floats. */
final class FloatConv2d implements Kernel {
  private final Sliding sliding;
  private final Patches patches;
  private final FloatClamp clamp;
  private final float[] image;
  private final FilterRows.Floats filter;
  private final float[] bias;
  private final float[] result;
  private final float[][] rows;
  private final float[] sums;

  FloatConv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    patches = new Patches(sliding);
    clamp = FloatClamp.of(op.activation());
    image = operands.input().floats();
    filter = new FilterRows.Floats(operands.constant(1), patches.rows());
    int channels = operands.shape(1).dim(0);
    bias = operands.floatBias(channels);
    result = operands.output().floats();
    rows = new float[patches.rows()][patches.block()];
    sums = new float[patches.block()];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int from = 0; from < sliding.positions(); from += patches.block()) {
        int count = Math.min(patches.block(), sliding.positions() - from);
        patches.fill(rows, image, batch, from, count);
        multiply(batch * sliding.positions() + from, count);
      }
    }
  }

  private void multiply(int position, int count) {
    int channels = bias.length;
    for (int channel = 0; channel < channels; channel++) {
      Arrays.fill(sums, 0, count, 0);
      RowSums.add(sums, count, rows, filter.array(), filter.load(channel));
      int target = position * channels + channel;
      for (int i = 0; i < count; i++) {
        result[target + i * channels] = clamp.apply(sums[i] + bias[channel]);
      }
    }
  }
}
