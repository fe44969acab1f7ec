package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.tensor.Shape;

/** Copies blocks of any type; quantized inputs share the result's quantization. */
final class ConcatenationKernel implements Kernel {
  private final Operands operands;
  private final int outer;
  private final int[] blocks;

  private ConcatenationKernel(int outer, int[] blocks, Operands operands) {
    this.outer = outer;
    this.blocks = blocks;
    this.operands = operands;
  }

  static Kernel prepare(Concatenation op, Operands operands) {
    if (op.activation() != Activation.NONE) {
      throw operands.unsupported("CONCATENATION takes no fused activation, nor does LiteRT's");
    }
    if (!operands.allOf(operands.resultType())) {
      throw operands.unsupported("inputs and result must have the same type");
    }
    operands.requireSameQuantization();
    Shape result = operands.output().tensor().shape();
    int axis = result.axisIndex(op.axis());
    int outer = 1;
    for (int i = 0; i < axis; i++) {
      outer *= result.dim(i);
    }
    int[] blocks = new int[operands.inputs().size()];
    for (int i = 0; i < blocks.length; i++) {
      blocks[i] = operands.input(i).elements() / outer;
    }
    return new ConcatenationKernel(outer, blocks, operands);
  }

  @Override
  public void run() {
    int target = 0;
    for (int block = 0; block < outer; block++) {
      for (int i = 0; i < blocks.length; i++) {
        operands.input(i).copyTo(block * blocks[i], operands.output(), target, blocks[i]);
        target += blocks[i];
      }
    }
  }
}
