package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.DepthwiseConv2d;

/** Depthwise convolution of int16 with symmetric int8 weights, per tensor or per channel. */
final class Int16DepthwiseConv2d implements Kernel {
  private final Sliding sliding;
  private final int multiplier;
  private final WideRequantization requantization;
  private final byte[] image;
  private final byte[] filter;
  private final long[] bias;
  private final byte[] result;
  private final long[] sums;

  Int16DepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    multiplier = channels / sliding.inputChannels();
    requantization =
        WideRequantization.perChannel(
            operands.symmetricScale(0),
            operands.weightQuantization(3),
            operands.symmetricResult(),
            IntegerRange.of(operands.output().tensor(), op.activation()),
            channels);
    image = operands.input().bytes();
    filter = operands.constant(1).bytes();
    bias = operands.longBias(channels);
    result = operands.output().bytes();
    sums = new long[channels];
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          add(batch, y, x);
          for (int c = 0; c < sums.length; c++) {
            Shorts.put(result, target++, requantization.apply(sums[c] + bias[c], c));
          }
        }
      }
    }
  }

  private void add(int batch, int outputRow, int outputColumn) {
    Arrays.fill(sums, 0);
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int y = sliding.row(outputRow, fy);
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int x = sliding.column(outputColumn, fx);
        if (sliding.isInside(y, x)) {
          int weights = (fy * sliding.filterWidth() + fx) * sums.length;
          addCell(sliding.cell(batch, y, x), weights);
        }
      }
    }
  }

  private void addCell(int cell, int weights) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += Shorts.get(image, cell + c / multiplier) * filter[weights + c];
    }
  }
}
