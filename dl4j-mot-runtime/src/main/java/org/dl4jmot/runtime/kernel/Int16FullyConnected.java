package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Dense layer on int16 with symmetric int8 weights, per tensor or per unit. Without a bias it
 * computes as with one of zeros, which the writer adds; LiteRT would add products in 32 bits then.
 */
final class Int16FullyConnected implements Kernel {
  private final byte[] input;
  private final FilterRows.Integers weights;
  private final long[] bias;
  private final double[] factors;
  private final IntegerRange range;
  private final byte[] result;
  private final int[] row;

  Int16FullyConnected(FullyConnected op, Operands operands) {
    int units = operands.shape(1).dim(0);
    input = operands.input().bytes();
    row = new int[operands.shape(1).dim(1)];
    weights = new FilterRows.Integers(operands.constant(1), row.length);
    bias = operands.longBias(units);
    factors = factors(operands, units);
    range = IntegerRange.of(operands.output().tensor(), op.activation());
    result = operands.output().bytes();
  }

  private static double[] factors(Operands operands, int units) {
    QuantizationParameters weights = operands.weightQuantization(0);
    float resultScale = operands.symmetricResult().scale();
    double[] factors = new double[units];
    for (int unit = 0; unit < units; unit++) {
      factors[unit] = (double) operands.symmetricScale(0) * weights.scale(unit) / resultScale;
    }
    return factors;
  }

  @Override
  public void run() {
    int target = 0;
    int rows = Shorts.count(input) / row.length;
    for (int index = 0; index < rows; index++) {
      for (int i = 0; i < row.length; i++) {
        row[i] = Shorts.get(input, index * row.length + i);
      }
      for (int unit = 0; unit < bias.length; unit++) {
        int from = weights.load(unit);
        long sum = bias[unit] + WideProducts.sum(row, weights.array(), from, row.length);
        Shorts.put(result, target++, requantized(sum, unit));
      }
    }
  }

  // Unlike convolutions, LiteRT 2.20 has no fixed-point multiplier here.
  private int requantized(long sum, int unit) {
    return range.clamp(CCast.rounded(sum * factors[unit]));
  }
}
