package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Conv2d;

/** Convolution of int16 with symmetric int8 weights, per tensor or per output channel. */
final class Int16Conv2d implements Kernel {
  private final Sliding sliding;
  private final WideRequantization requantization;
  private final byte[] image;
  private final FilterRows.Integers filter;
  private final long[] bias;
  private final byte[] result;
  private final int[] patch;

  Int16Conv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(0);
    requantization =
        WideRequantization.perChannel(
            operands.symmetricScale(0),
            operands.weightQuantization(0),
            operands.symmetricResult(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            channels);
    image = operands.input().bytes();
    filter = new FilterRows.Integers(operands.constant(1), sliding.patch());
    bias = operands.longBias(channels);
    result = operands.output().bytes();
    patch = new int[sliding.patch()];
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          fill(batch, y, x);
          multiply(target);
          target += bias.length;
        }
      }
    }
  }

  private void fill(int batch, int outputRow, int outputColumn) {
    int channels = sliding.inputChannels();
    int next = 0;
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int y = sliding.row(outputRow, fy);
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int x = sliding.column(outputColumn, fx);
        if (sliding.isInside(y, x)) {
          int cell = sliding.cell(batch, y, x);
          for (int c = 0; c < channels; c++) {
            patch[next + c] = Shorts.get(image, cell + c);
          }
        } else {
          Arrays.fill(patch, next, next + channels, 0);
        }
        next += channels;
      }
    }
  }

  private void multiply(int target) {
    for (int channel = 0; channel < bias.length; channel++) {
      int from = filter.load(channel);
      long sum = bias[channel] + WideProducts.sum(patch, filter.array(), from, patch.length);
      Shorts.put(result, target + channel, requantization.apply(sum, channel));
    }
  }
}
