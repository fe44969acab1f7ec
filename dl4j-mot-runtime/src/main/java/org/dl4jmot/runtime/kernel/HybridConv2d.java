package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Convolution of floats with symmetric int8 weights: each image is quantized while the graph runs,
 * symmetrically where all channels share one weight scale, else with a zero point.
 */
final class HybridConv2d implements Kernel, ConvolutionLoops.Results {
  private final Sliding sliding;
  private final ConvolutionLoops loops;
  private final Sums.Integers sums;
  private final FloatClamp clamp;
  private final float[] image;
  private final HybridInput quantized;
  private final float[] shifted;
  private final float[] weightScales;
  private final float[] bias;
  private final float[] result;
  private int imagePosition;

  HybridConv2d(Conv2d op, Operands operands) {
    sliding = Conv2dKernel.sliding(op, operands);
    loops = ConvolutionLoops.of(sliding, operands.constant(1));
    sums = new Sums.Integers(loops.most());
    clamp = FloatClamp.of(op.activation());
    image = operands.input().floats();
    int channels = operands.shape(1).dim(0);
    QuantizationParameters weights = operands.weightQuantization(0);
    weightScales = HybridScales.perChannel(weights, channels);
    int size = sliding.sliceSize();
    quantized =
        HybridScales.differ(weightScales)
            ? HybridInput.asymmetric(size)
            : HybridInput.symmetric(size);
    shifted = new float[size];
    bias = operands.floatBias(channels);
    result = operands.output().floats();
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      quantized.quantize(image, sliding.cell(batch, 0, 0));
      Widening.shifted(quantized.quantized(), 0, quantized.zeroPoint(), shifted);
      loops.run(shifted, 0, sums, this);
    }
  }

  @Override
  public void channel(int channel, int position, int count) {
    float[] each = sums.nearest();
    int channels = bias.length;
    float scale = weightScales[channel] * quantized.scale();
    int target = (imagePosition + position) * channels + channel;
    for (int i = 0; i < count; i++) {
      result[target + i * channels] = clamp.apply(each[i] * scale + bias[channel]);
    }
  }

  @Override
  public void position(int position) {
    float[] each = sums.nearest();
    int target = (imagePosition + position) * bias.length;
    for (int c = 0; c < bias.length; c++) {
      float scale = weightScales[c] * quantized.scale();
      result[target + c] = clamp.apply(each[c] * scale + bias[c]);
    }
  }
}
