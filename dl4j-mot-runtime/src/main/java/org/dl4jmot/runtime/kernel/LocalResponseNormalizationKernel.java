package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.LocalResponseNormalization;

/** Normalizes each element of a float image by the neighbouring channels. */
final class LocalResponseNormalizationKernel implements Kernel {
  private final LocalResponseNormalization op;
  private final float[] input;
  private final float[] result;
  private final int channels;

  private LocalResponseNormalizationKernel(LocalResponseNormalization op, Operands operands) {
    this.op = op;
    input = operands.input().floats();
    result = operands.output().floats();
    channels = operands.shape(0).dim(-1);
  }

  static Kernel prepare(LocalResponseNormalization op, Operands operands) {
    if (operands.allOf(FLOAT32)) {
      return new LocalResponseNormalizationKernel(op, operands);
    }
    throw operands.unsupportedTypes("FLOAT32");
  }

  @Override
  public void run() {
    for (int from = 0; from < input.length; from += channels) {
      normalize(from);
    }
  }

  /** The window slides as LiteRT's does, so that what cancels in it cancels alike. */
  private void normalize(int from) {
    int radius = op.radius();
    float sum = 0;
    for (int channel = 0; channel < Math.min(radius, channels); channel++) {
      sum += weighted(from + channel);
    }
    for (int channel = 0; channel < channels; channel++) {
      if ((long) channel + radius < channels) {
        sum += weighted(from + channel + radius);
      }
      result[from + channel] = input[from + channel] * scale(op.bias() + sum);
      if (channel >= radius) {
        sum -= weighted(from + channel - radius);
      }
    }
  }

  private float weighted(int index) {
    return input[index] * input[index] * op.alpha();
  }

  private float scale(float divisor) {
    if (op.beta() == 1) {
      return 1 / divisor;
    }
    return op.beta() == 0.5f
        ? 1 / (float) Math.sqrt(divisor)
        : (float) StrictMath.pow(divisor, -op.beta());
  }
}
