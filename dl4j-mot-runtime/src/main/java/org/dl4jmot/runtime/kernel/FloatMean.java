package org.dl4jmot.runtime.kernel;

import java.util.Arrays;
import org.dl4jmot.runtime.op.Mean;

/** Mean of floats over some axes. */
final class FloatMean implements Kernel {
  private final float[] input;
  private final int[] targets;
  private final float[] result;
  private final float count;

  FloatMean(Mean op, Operands operands) {
    input = operands.input().floats();
    targets = ReductionIndex.of(op.axes(), operands.shape(0));
    result = operands.output().floats();
    count = (float) input.length / result.length;
  }

  @Override
  public void run() {
    Arrays.fill(result, 0);
    for (int i = 0; i < input.length; i++) {
      result[targets[i]] += input[i];
    }
    for (int i = 0; i < result.length; i++) {
      result[i] /= count;
    }
  }
}
