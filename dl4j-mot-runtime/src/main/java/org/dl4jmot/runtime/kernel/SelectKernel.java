package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.BOOL;
import static org.dl4jmot.runtime.tensor.DataType.FLOAT32;

import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.tensor.Shape;

/** Chooses between floats of two tensors by a boolean tensor. */
final class SelectKernel implements Kernel {
  private final byte[] condition;
  private final float[] chosen;
  private final float[] otherwise;
  private final float[] result;
  private final int[] conditionIndices;
  private final int[] chosenIndices;
  private final int[] otherwiseIndices;

  private SelectKernel(Operands operands) {
    condition = operands.input(0).bytes();
    chosen = operands.input(1).floats();
    otherwise = operands.input(2).floats();
    result = operands.output().floats();
    Shape shape = operands.output().tensor().shape();
    conditionIndices = BroadcastIndex.of(operands.shape(0), shape);
    chosenIndices = BroadcastIndex.of(operands.shape(1), shape);
    otherwiseIndices = BroadcastIndex.of(operands.shape(2), shape);
  }

  static Kernel prepare(SelectV2 op, Operands operands) {
    if (operands.typed(BOOL, FLOAT32, FLOAT32) && operands.type(2) == FLOAT32) {
      return new SelectKernel(operands);
    }
    throw operands.unsupportedTypes("BOOL, FLOAT32, FLOAT32 -> FLOAT32");
  }

  @Override
  public void run() {
    for (int i = 0; i < result.length; i++) {
      result[i] =
          condition[conditionIndices[i]] != 0
              ? chosen[chosenIndices[i]]
              : otherwise[otherwiseIndices[i]];
    }
  }
}
