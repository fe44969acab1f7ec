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
      for (int channel = 0; channel < channels; channel++) {
        float divisor = op.bias() + op.alpha() * squares(from, channel);
        result[from + channel] =
            input[from + channel] * (float) StrictMath.pow(divisor, -op.beta());
      }
    }
  }

  private float squares(int from, int channel) {
    int end = from + (int) Math.min(channels, (long) channel + op.radius() + 1);
    float sum = 0;
    for (int i = from + Math.max(0, channel - op.radius()); i < end; i++) {
      sum += input[i] * input[i];
    }
    return sum;
  }
}
