package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Copies elements of one tensor, chosen in advance, into another of the same type and quantization:
 * in runs where neighbours stay neighbours, else one by one.
 */
final class Selection implements Kernel {
  /** Elements per run from which runs are faster. */
  private static final int LEAST_RUN = 4;

  private final TensorBuffer from;
  private final TensorBuffer to;
  private final int[] sources;
  private final int[] starts;

  private Selection(TensorBuffer from, TensorBuffer to, int[] sources, int[] starts) {
    this.from = from;
    this.to = to;
    this.sources = sources;
    this.starts = starts;
  }

  /** For each element of the result the index of the input's element it takes. */
  static Kernel of(Operands operands, int[] sources) {
    if (operands.type(0) != operands.resultType()) {
      throw operands.unsupported("input and result must have the same type");
    }
    if (!operands
        .input()
        .tensor()
        .quantization()
        .equals(operands.output().tensor().quantization())) {
      throw operands.unsupported("input and result must have the same scale and zero point");
    }
    return new Selection(operands.input(), operands.output(), sources, starts(sources));
  }

  /** Where runs of consecutive sources begin; empty if these are short. */
  private static int[] starts(int[] sources) {
    int[] starts = new int[sources.length / LEAST_RUN + 1];
    int count = 0;
    for (int i = 0; i < sources.length; i++) {
      if (i == 0 || sources[i] != sources[i - 1] + 1) {
        if (count == starts.length) {
          return new int[0];
        }
        starts[count++] = i;
      }
    }
    return Arrays.copyOf(starts, count);
  }

  @Override
  public void run() {
    if (starts.length == 0) {
      from.copyEach(sources, to);
      return;
    }
    for (int run = 0; run < starts.length; run++) {
      int end = run + 1 < starts.length ? starts[run + 1] : sources.length;
      from.copyTo(sources[starts[run]], to, starts[run], end - starts[run]);
    }
  }
}
