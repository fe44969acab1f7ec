package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Depthwise convolution of floats with symmetric int8 weights, per channel: each image is quantized
 * with a zero point while the graph runs.
 */
final class HybridDepthwiseConv2d implements Kernel {
  private final Sliding sliding;
  private final DepthwiseSums products;
  private final float[] image;
  private final HybridInput quantized;
  private final float[] weightScales;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;

  HybridDepthwiseConv2d(DepthwiseConv2d op, Operands operands) {
    sliding = DepthwiseConv2dKernel.sliding(op, operands);
    int channels = operands.shape(1).dim(3);
    QuantizationParameters weights = operands.weightQuantization(3);
    if (weights.scales().length != channels) {
      // LiteRT 2.20 reads a scale per channel, whether or not the file has one.
      throw operands.unsupported("int8 weights for float input need a scale per channel");
    }
    weightScales = weights.scales();
    products = new DepthwiseSums(sliding, operands.constant(1).bytes());
    image = operands.input().floats();
    quantized = HybridInput.asymmetric(image.length / sliding.batches());
    bias = operands.floatBias(channels);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
  }

  @Override
  public void run() {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      quantized.quantize(image, sliding.cell(batch, 0, 0));
      products.load(quantized.quantized(), 0, quantized.zeroPoint());
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          store(products.at(y, x), target);
          target += bias.length;
        }
      }
    }
  }

  private void store(int[] sums, int target) {
    for (int c = 0; c < bias.length; c++) {
      float product = sums[c] * quantized.scale() * weightScales[c];
      result[target + c] = clamp.apply(product + bias[c]);
    }
  }
}
