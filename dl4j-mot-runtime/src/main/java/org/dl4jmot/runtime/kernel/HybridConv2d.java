package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Convolution of floats with symmetric int8 weights: each image is quantized while the graph runs,
 * symmetrically where all channels share one weight scale, else with a zero point.
 */
final class HybridConv2d implements Kernel {
  private final Sliding sliding;
  private final Patches patches;
  private final FloatClamp clamp;
  private final float[] image;
  private final HybridInput quantized;
  private final FilterRows.Integers filter;
  private final float[] weightScales;
  private final float[] bias;
  private final float[] result;
  private final int[][] rows;
  private final int[] sums;

  HybridConv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    patches = new Patches(sliding);
    clamp = FloatClamp.of(op.activation());
    image = operands.input().floats();
    int channels = operands.shape(1).dim(0);
    QuantizationParameters weights = operands.weightQuantization(0);
    weightScales = HybridScales.perChannel(weights, channels);
    int size = image.length / sliding.batches();
    quantized =
        HybridScales.differ(weightScales)
            ? HybridInput.asymmetric(size)
            : HybridInput.symmetric(size);
    filter = new FilterRows.Integers(operands.constant(1), patches.rows());
    bias = operands.floatBias(channels);
    result = operands.output().floats();
    rows = new int[patches.rows()][patches.block()];
    sums = new int[patches.block()];
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      quantized.quantize(image, sliding.cell(batch, 0, 0));
      for (int from = 0; from < sliding.positions(); from += patches.block()) {
        int count = Math.min(patches.block(), sliding.positions() - from);
        patches.fill(rows, quantized.quantized(), quantized.zeroPoint(), 0, from, count);
        multiply(batch * sliding.positions() + from, count);
      }
    }
  }

  private void multiply(int position, int count) {
    int channels = bias.length;
    for (int channel = 0; channel < channels; channel++) {
      Arrays.fill(sums, 0, count, 0);
      RowSums.add(sums, count, rows, filter.array(), filter.load(channel));
      float scale = weightScales[channel] * quantized.scale();
      int target = position * channels + channel;
      for (int i = 0; i < count; i++) {
        result[target + i * channels] = clamp.apply(sums[i] * scale + bias[channel]);
      }
    }
  }
}
