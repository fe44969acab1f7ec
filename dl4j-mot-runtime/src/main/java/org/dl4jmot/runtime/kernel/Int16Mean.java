package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Mean;

/** Mean of int16 over some axes. */
final class Int16Mean implements Kernel {
  private final byte[] input;
  private final int[] targets;
  private final byte[] result;
  private final int[] sums;
  private final Requantization requantization;

  Int16Mean(Mean op, Operands operands) {
    input = operands.input().bytes();
    targets = ReductionIndex.of(op.axes(), operands.shape(0));
    result = operands.output().bytes();
    sums = new int[Shorts.count(result)];
    operands.symmetricScale(0);
    operands.symmetricResult();
    requantization = Int8Mean.general(operands, Shorts.count(input) / sums.length);
  }

  @Override
  public void run() {
    Arrays.fill(sums, 0);
    for (int i = 0; i < targets.length; i++) {
      sums[targets[i]] += Shorts.get(input, i);
    }
    for (int i = 0; i < sums.length; i++) {
      Shorts.put(result, i, requantization.clamped(sums[i], 0));
    }
  }
}
