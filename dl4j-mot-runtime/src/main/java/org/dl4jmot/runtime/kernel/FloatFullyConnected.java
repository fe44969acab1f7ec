package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.FullyConnected;

/** Dense layer on floats. */
final class FloatFullyConnected implements Kernel {
  private final float[] input;
  private final DenseSums.Floats products;
  private final int size;
  private final float[] bias;
  private final FloatClamp clamp;
  private final float[] result;
  private final float[] sums;

  FloatFullyConnected(FullyConnected op, Operands operands) {
    int units = operands.shape(1).dim(0);
    input = operands.input().floats();
    products = DenseSums.floats(operands.constant(1));
    size = operands.shape(1).dim(1);
    bias = operands.floatBias(units);
    clamp = FloatClamp.of(op.activation());
    result = operands.output().floats();
    sums = new float[units];
  }

  @Override
  public void run() {
    int units = bias.length;
    for (int row = 0; row * units < result.length; row++) {
      Arrays.fill(sums, 0);
      products.add(sums, input, row * size);
      for (int unit = 0; unit < units; unit++) {
        result[row * units + unit] = clamp.apply(sums[unit] + bias[unit]);
      }
    }
  }
}
