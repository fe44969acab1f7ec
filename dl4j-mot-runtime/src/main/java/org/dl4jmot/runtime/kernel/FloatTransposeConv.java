package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.TransposeConv;

/** Transposed convolution of floats. */
final class FloatTransposeConv implements Kernel {
  private final Sliding sliding;
  private final Spreading spreading;
  private final int depth;
  private final int imageSize;
  private final float[] image;
  private final float[] filter;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;

  FloatTransposeConv(TransposeConv op, Operands operands) {
    sliding = TransposeConvKernel.sliding(op, operands);
    depth = operands.shape(0).dim(3);
    spreading = new Spreading(sliding, depth, this::add);
    image = operands.input().floats();
    imageSize = image.length / sliding.batches();
    int channels = operands.shape(1).dim(0);
    filter = TransposeConvKernel.spread(operands.constant(1).floats(), channels);
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    Arrays.fill(result, 0);
    for (int batch = 0; batch < sliding.batches(); batch++) {
      spreading.image(batch, batch * imageSize);
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = clamp.apply(result[i] + bias[i % bias.length]);
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
