package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/** Sum of int8 over some axes, brought to the result's scale in single precision. */
final class Int8ReduceSum implements Kernel {
  private final byte[] input;
  private final int[] targets;
  private final byte[] result;
  private final int[] sums;
  private final float factor;
  private final float bias;
  private final int zeroPoint;
  private final IntegerRange range;

  Int8ReduceSum(Operands operands, int[] targets) {
    this.targets = targets;
    input = operands.input().bytes();
    result = operands.output().bytes();
    sums = new int[result.length];
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    factor = from.scale() / to.scale();
    int count = input.length / result.length;
    bias = -from.zeroPoint() * factor * count;
    zeroPoint = to.zeroPoint();
    range = IntegerRange.of(operands.resultType());
  }

  @Override
  public void run() {
    Arrays.fill(sums, 0);
    for (int i = 0; i < input.length; i++) {
      sums[targets[i]] += input[i];
    }
    for (int i = 0; i < result.length; i++) {
      int rounded = CCast.toInt(Rounding.halfAwayFromZeroToFloat(sums[i] * factor + bias));
      result[i] = (byte) range.clamp(rounded + zeroPoint);
    }
  }
}
