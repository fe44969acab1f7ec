package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Convolution of int8 with symmetric int8 weights, per tensor or per output channel. */
final class Int8Conv2d implements Kernel {
  private final Sliding sliding;
  private final Patches patches;
  private final Requantization requantization;
  private final byte[] image;
  private final int zeroPoint;
  private final FilterRows.Integers filter;
  private final int[] bias;
  private final byte[] result;
  private final int[][] rows;
  private final int[] sums;

  Int8Conv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    patches = new Patches(sliding);
    int channels = operands.shape(1).dim(0);
    QuantizationParameters input = operands.quantization(0);
    requantization =
        Requantization.perChannel(
            input.scale(),
            operands.weightQuantization(0),
            operands.resultQuantization(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            Ties.UP,
            channels);
    image = operands.input().bytes();
    zeroPoint = input.zeroPoint();
    filter = new FilterRows.Integers(operands.constant(1), patches.rows());
    bias = operands.intBias(channels);
    result = operands.output().bytes();
    rows = new int[patches.rows()][patches.block()];
    sums = new int[patches.block()];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int from = 0; from < sliding.positions(); from += patches.block()) {
        int count = Math.min(patches.block(), sliding.positions() - from);
        patches.fill(rows, image, zeroPoint, batch, from, count);
        multiply(batch * sliding.positions() + from, count);
      }
    }
  }

  private void multiply(int position, int count) {
    int channels = bias.length;
    for (int channel = 0; channel < channels; channel++) {
      Arrays.fill(sums, 0, count, bias[channel]);
      RowSums.add(sums, count, rows, filter.array(), filter.load(channel));
      requantization.applyToPositions(
          sums, count, channel, result, position * channels + channel, channels);
    }
  }
}
