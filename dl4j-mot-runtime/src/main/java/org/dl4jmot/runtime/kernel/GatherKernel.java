package org.dl4jmot.runtime.kernel;

import java.util.Optional;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/** Looks slices up by index, of any type. */
final class GatherKernel implements Kernel {
  private final TensorBuffer table;
  private final int[] indices;
  private final TensorBuffer output;
  private final int slices;
  private final int outer;
  private final int block;

  private GatherKernel(Gather op, Operands operands) {
    table = operands.input();
    indices = operands.input(1).ints();
    output = operands.output();
    Shape shape = table.tensor().shape();
    int axis = shape.axisIndex(op.axis());
    slices = shape.dim(axis);
    block = Strides.of(shape)[axis];
    outer = table.elements() / (slices * block);
  }

  static Kernel prepare(Gather op, Operands operands) {
    if (operands.type(1) != DataType.INT32 || operands.type(0) != operands.resultType()) {
      throw operands.unsupportedTypes("any type, INT32 indices, a result of the same type");
    }
    if (!operands
        .input()
        .tensor()
        .quantization()
        .equals(operands.output().tensor().quantization())) {
      throw operands.unsupported("table and result must have the same scale and zero point");
    }
    GatherKernel kernel = new GatherKernel(op, operands);
    if (operands.constants().contains(operands.input(1))) {
      kernel.wrongIndex().ifPresent(wrong -> refuse(operands, wrong));
    }
    return kernel;
  }

  private static void refuse(Operands operands, String reason) {
    throw operands.unsupported(reason);
  }

  private Optional<String> wrongIndex() {
    for (int index : indices) {
      if (index < 0 || index >= slices) {
        return Optional.of("index " + index + " must lie in [0, " + slices + ")");
      }
    }
    return Optional.empty();
  }

  @Override
  public void run() {
    wrongIndex()
        .ifPresent(
            wrong -> {
              throw new IndexOutOfBoundsException(output.tensor() + ": " + wrong);
            });
    int target = 0;
    for (int i = 0; i < outer; i++) {
      for (int index : indices) {
        table.copyTo((i * slices + index) * block, output, target, block);
        target += block;
      }
    }
  }
}
