package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import java.util.List;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.tensor.QuantizationParameters;

/**
 * Mean of int8 over some axes. LiteRT 2.20 computes the mean over height and width with kept
 * dimensions, if the axes are given as 1 and 2 (not -3 and -2), by another formula than all others,
 * and the results differ.
 */
final class Int8Mean implements Kernel {
  private final byte[] input;
  private final int[] targets;
  private final byte[] result;
  private final int[] sums;
  private final int start;
  private final Requantization requantization;

  Int8Mean(Mean op, Operands operands) {
    input = operands.input().bytes();
    targets = ReductionIndex.of(op.axes(), operands.shape(0));
    result = operands.output().bytes();
    sums = new int[result.length];
    int count = input.length / result.length;
    boolean spatial =
        op.keepDimensions()
            && operands.shape(0).rank() == 4
            && (op.axes().equals(List.of(1, 2)) || op.axes().equals(List.of(2, 1)));
    start = spatial ? 0 : -operands.quantization(0).zeroPoint() * count;
    requantization = spatial ? spatial(operands, count) : general(operands, count);
  }

  /** Zero points join in a bias; all factors in single precision. */
  private static Requantization spatial(Operands operands, int count) {
    QuantizationParameters from = operands.quantization(0);
    QuantizationParameters to = operands.resultQuantization();
    float shifted = from.zeroPoint() * from.scale() / to.scale();
    shifted = shifted > 0 ? shifted + 0.5f : shifted - 0.5f;
    float factor = from.scale() / (count * to.scale());
    return Requantization.uniform(
        FixedPointMultiplier.of(factor),
        to.zeroPoint() - (int) shifted,
        IntegerRange.of(operands.resultType()),
        Ties.AWAY_FROM_ZERO,
        1);
  }

  /** The division by the count joins in the fixed-point multiplier. */
  static Requantization general(Operands operands, int count) {
    QuantizationParameters to = operands.resultQuantization();
    FixedPointMultiplier scale =
        FixedPointMultiplier.of((double) operands.quantization(0).scale() / to.scale());
    int bits = 31 - Integer.numberOfLeadingZeros(count);
    bits = Math.min(bits, 31 + scale.shift());
    int mantissa = (int) (((long) scale.mantissa() << bits) / count);
    return Requantization.uniform(
        new FixedPointMultiplier(mantissa, scale.shift() - bits),
        to.zeroPoint(),
        IntegerRange.of(operands.resultType()),
        Ties.AWAY_FROM_ZERO,
        1);
  }

  @Override
  public void run() {
    Arrays.fill(sums, start);
    for (int i = 0; i < input.length; i++) {
      sums[targets[i]] += input[i];
    }
    for (int i = 0; i < result.length; i++) {
      result[i] = requantization.apply(sums[i], 0);
    }
  }
}
