package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.TransposeConv;

/** Transposed convolution of floats. */
final class FloatTransposeConv implements Kernel {
  private final Sliding sliding;
  private final int depth;
  private final float[] image;
  private final float[] filter;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;

  FloatTransposeConv(TransposeConv op, Operands operands) {
    sliding = TransposeConvKernel.sliding(op, operands);
    depth = operands.shape(0).dim(3);
    image = operands.input().floats();
    int channels = operands.shape(1).dim(0);
    filter = TransposeConvKernel.spread(operands.constant(1).floats(), channels);
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    Arrays.fill(result, 0);
    int cell = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          spread(batch, y, x, cell);
          cell += depth;
        }
      }
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = clamp.apply(result[i] + bias[i % bias.length]);
    }
  }

  private void spread(int batch, int y, int x, int cell) {
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int row = sliding.row(y, fy);
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int column = sliding.column(x, fx);
        if (sliding.isInside(row, column)) {
          int weights = (fy * sliding.filterWidth() + fx) * depth * bias.length;
          add(cell, weights, sliding.cell(batch, row, column));
        }
      }
    }
  }

  private void add(int cell, int weights, int target) {
    int channels = bias.length;
    for (int i = 0; i < depth; i++) {
      float value = image[cell + i];
      int from = weights + i * channels;
      for (int o = 0; o < channels; o++) {
        result[target + o] += value * filter[from + o];
      }
    }
  }
}
