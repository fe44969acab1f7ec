package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Dense layer on int8 with symmetric int8 weights, per tensor or per unit. */
final class Int8FullyConnected implements Kernel {
  private final byte[] input;
  private final int zeroPoint;
  private final DenseSums.Integers products;
  private final int[] bias;
  private final Requantization requantization;
  private final byte[] result;
  private final float[] shifted;

  Int8FullyConnected(FullyConnected op, Operands operands) {
    int units = operands.shape(1).dim(0);
    input = operands.input().bytes();
    zeroPoint = operands.quantization(0).zeroPoint();
    products = DenseSums.integers(operands.constant(1));
    bias = operands.intBias(units);
    requantization = requantization(op, operands, units);
    result = operands.output().bytes();
    shifted = new float[operands.shape(1).dim(1)];
  }

  private static Requantization requantization(FullyConnected op, Operands operands, int units) {
    QuantizationParameters weights = operands.weightQuantization(0);
    QuantizationParameters result = operands.resultQuantization();
    float inputScale = operands.quantization(0).scale();
    IntegerRange range = IntegerRange.of(operands.output().tensor(), op.activation());
    if (weights.scales().length > 1) {
      return Requantization.perChannel(inputScale, weights, result, range, Ties.UP, units);
    }
    // LiteRT 2.20 multiplies these two scales in single precision, unlike those of convolutions.
    float product = inputScale * weights.scale();
    FixedPointMultiplier multiplier =
        FixedPointMultiplier.of((double) product / (double) result.scale());
    return Requantization.uniform(multiplier, result.zeroPoint(), range, Ties.UP, units);
  }

  @Override
  public void run() {
    int units = bias.length;
    for (int row = 0; row * units < result.length; row++) {
      Widening.shifted(input, row * shifted.length, zeroPoint, shifted);
      requantization.applyToChannels(products.of(shifted), bias, result, row * units);
    }
  }
}
