package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;

/** Depthwise convolution of floats. */
final class FloatDepthwiseConv2d implements Kernel {
  private final Sliding sliding;
  private final int multiplier;
  private final float[] image;
  private final float[] filter;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;

  FloatDepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    multiplier = channels / sliding.inputChannels();
    image = operands.input().floats();
    filter = operands.constant(1).floats();
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          System.arraycopy(bias, 0, result, target, bias.length);
          addWindow(batch, y, x, target);
          clamp.apply(result, target, bias.length);
          target += bias.length;
        }
      }
    }
  }

  private void addWindow(int batch, int outputRow, int outputColumn, int target) {
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int y = sliding.row(outputRow, fy);
      if (y < 0 || y >= sliding.inputHeight()) {
        continue;
      }
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int x = sliding.column(outputColumn, fx);
        if (x >= 0 && x < sliding.inputWidth()) {
          int weights = (fy * sliding.filterWidth() + fx) * bias.length;
          addCell(sliding.cell(batch, y, x), weights, target);
        }
      }
    }
  }

  private void addCell(int cell, int weights, int target) {
    if (multiplier == 1) {
      for (int c = 0; c < bias.length; c++) {
        result[target + c] += image[cell + c] * filter[weights + c];
      }
    } else {
      for (int c = 0; c < bias.length; c++) {
        result[target + c] += image[cell + c / multiplier] * filter[weights + c];
      }
    }
  }
}
