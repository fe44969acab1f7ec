package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.TransposeConv;

/**
 * Transposed convolution of floats with symmetric int8 weights, per tensor or per channel: each
 * image is quantized with a zero point while the graph runs. LiteRT has no integer sums here: it
 * adds the products as floats, cell by cell, channel by channel.
 */
final class HybridTransposeConv implements Kernel {
  private final Sliding sliding;
  private final Spreading spreading;
  private final int depth;
  private final float[] image;
  private final HybridInput quantized;
  private final int[] filter;
  private final float[] weightScales;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;

  HybridTransposeConv(TransposeConv op, Operands operands) {
    sliding = TransposeConvKernel.sliding(op, operands);
    depth = operands.shape(0).dim(3);
    spreading = new Spreading(sliding, depth, this::add);
    image = operands.input().floats();
    quantized = HybridInput.asymmetric(image.length / sliding.batches());
    int channels = operands.shape(1).dim(0);
    filter = TransposeConvKernel.spread(operands.constant(1).bytes(), channels);
    weightScales = HybridScales.perChannel(operands.weightQuantization(0), channels);
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    Arrays.fill(result, 0);
    for (int batch = 0; batch < sliding.batches(); batch++) {
      quantized.quantize(image, batch * quantized.quantized().length);
      spreading.image(batch, 0);
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = clamp.apply(result[i] + bias[i % bias.length]);
    }
  }

  private void add(int cell, int weights, int target) {
    int channels = bias.length;
    float scale = quantized.scale();
    for (int i = 0; i < depth; i++) {
      int value = quantized.quantized()[cell + i] - quantized.zeroPoint();
      int from = weights + i * channels;
      for (int o = 0; o < channels; o++) {
        result[target + o] += value * filter[from + o] * weightScales[o] * scale;
      }
    }
  }
}
