package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Depthwise convolution of floats with symmetric int8 weights, per channel: each image is quantized
 * with a zero point while the graph runs.
 */
final class HybridDepthwiseConv2d implements Kernel, DepthwiseLoops.Results {
  private final Sliding sliding;
  private final DepthwiseLoops loops;
  private final float[] image;
  private final HybridInput quantized;
  private final float[] weightScales;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;
  private final float[] shifted;
  private int imagePosition;

  HybridDepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    QuantizationParameters weights = operands.weightQuantization(3);
    if (weights.scales().length != channels) {
      // LiteRT 2.20 reads a scale per channel, whether or not the file has one.
      throw operands.unsupported("int8 weights for float input need a scale per channel");
    }
    weightScales = weights.scales();
    loops = new DepthwiseLoops(sliding, DepthwiseConv2dKernel.exactWeights(operands));
    shifted = new float[sliding.sliceSize()];
    image = operands.input().floats();
    quantized = HybridInput.asymmetric(image.length / sliding.batches());
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    for (int batch = 0; batch < sliding.batches(); batch++) {
      imagePosition = batch * sliding.positions();
      quantized.quantize(image, sliding.cell(batch, 0, 0));
      Widening.shifted(quantized.quantized(), 0, quantized.zeroPoint(), shifted);
      loops.run(shifted, 0, this);
    }
  }

  @Override
  public void row(float[] sums, int position, int count) {
    int target = (imagePosition + position) * bias.length;
    for (int from = 0; from < count * bias.length; from += bias.length) {
      for (int c = 0; c < bias.length; c++) {
        float product = sums[from + c] * quantized.scale() * weightScales[c];
        result[target + from + c] = clamp.apply(product + bias[c]);
      }
    }
  }
}
