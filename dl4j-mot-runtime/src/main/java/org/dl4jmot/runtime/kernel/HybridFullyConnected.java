package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.FullyConnected;

/**
 * Dense layer on floats with symmetric int8 weights, per tensor or per unit: each row of the input
 * is quantized while the graph runs.
 */
final class HybridFullyConnected implements Kernel {
  private final float[] input;
  private final HybridInput quantized;
  private final DenseSums.Integers products;
  private final float[] weightScales;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;
  private final float[] shifted;

  HybridFullyConnected(FullyConnected op, Operands operands) {
    int units = operands.shape(1).dim(0);
    int size = operands.shape(1).dim(1);
    input = operands.input().floats();
    requireAsymmetricForChannels(op, operands);
    quantized = op.asymmetricInputs() ? HybridInput.asymmetric(size) : HybridInput.symmetric(size);
    products = DenseSums.integers(operands.constant(1));
    weightScales = HybridScales.perChannel(operands.weightQuantization(0), units);
    bias = operands.floatBias(units);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
    shifted = new float[size];
  }

  private static void requireAsymmetricForChannels(FullyConnected op, Operands operands) {
    boolean perChannel = operands.weightQuantization(0).scales().length > 1;
    if (perChannel && !op.asymmetricInputs()) {
      // LiteRT 2.20's built-in kernel leaves the channels' scales out of such results.
      throw operands.unsupported(
          "weights with a scale per unit need asymmetric inputs; LiteRT computes garbage without");
    }
  }

  @Override
  public void run() {
    int units = bias.length;
    for (int row = 0; row * units < result.length; row++) {
      quantized.quantize(input, row * shifted.length);
      Widening.shifted(quantized.quantized(), 0, quantized.zeroPoint(), shifted);
      int[] sums = products.of(shifted);
      for (int unit = 0; unit < units; unit++) {
        float product = sums[unit] * (quantized.scale() * weightScales[unit]);
        result[row * units + unit] = clamp.apply(bias[unit] + product);
      }
    }
  }
}
