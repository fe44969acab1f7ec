package org.dl4jmot.runtime.kernel;

import java.util.List;
import org.dl4jmot.runtime.op.BatchToSpaceNd;
import org.dl4jmot.runtime.op.SpaceToBatchNd;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Shape;

/** An image to a batch of smaller ones and back: SPACE_TO_BATCH_ND and BATCH_TO_SPACE_ND. */
final class BatchBlockKernel implements Kernel {
  private final TensorBuffer input;
  private final TensorBuffer output;
  private final int channels;
  // Index of the first channel per cell of the result; -1 for padding.
  private final int[] cells;

  private BatchBlockKernel(Operands operands, int[] cells) {
    if (!operands.allOf(DataType.FLOAT32)
        && !operands.allOf(DataType.INT8)
        && !operands.allOf(DataType.INT16)) {
      throw operands.unsupportedTypes("FLOAT32", "INT8", "INT16");
    }
    operands.requireSameQuantization();
    input = operands.input();
    output = operands.output();
    channels = operands.shape(0).dim(3);
    this.cells = cells;
  }

  static Kernel prepare(SpaceToBatchNd op, Operands operands) {
    Shape image = operands.shape(0);
    Shape result = operands.output().tensor().shape();
    return new BatchBlockKernel(
        operands,
        cells(
            result,
            (batch, y, x) -> {
              int position = batch / image.dim(0);
              int blockColumns = op.block().get(1);
              int row = y * op.block().get(0) + position / blockColumns - op.before().get(0);
              int column = x * blockColumns + position % blockColumns - op.before().get(1);
              return cell(image, batch % image.dim(0), row, column);
            }));
  }

  static Kernel prepareInverse(BatchToSpaceNd op, Operands operands) {
    Shape images = operands.shape(0);
    Shape result = operands.output().tensor().shape();
    List<Integer> block = op.block();
    return new BatchBlockKernel(
        operands,
        cells(
            result,
            (batch, y, x) -> {
              int row = y + op.before().get(0);
              int column = x + op.before().get(1);
              int position = row % block.get(0) * block.get(1) + column % block.get(1);
              return cell(
                  images,
                  position * result.dim(0) + batch,
                  row / block.get(0),
                  column / block.get(1));
            }));
  }

  @FunctionalInterface
  private interface CellOf {
    int of(int batch, int row, int column);
  }

  private static int[] cells(Shape result, CellOf source) {
    int[] cells = new int[result.dim(0) * result.dim(1) * result.dim(2)];
    int next = 0;
    for (int batch = 0; batch < result.dim(0); batch++) {
      for (int row = 0; row < result.dim(1); row++) {
        for (int column = 0; column < result.dim(2); column++) {
          cells[next++] = source.of(batch, row, column);
        }
      }
    }
    return cells;
  }

  private static int cell(Shape image, int batch, int row, int column) {
    boolean inside = row >= 0 && row < image.dim(1) && column >= 0 && column < image.dim(2);
    return inside ? ((batch * image.dim(1) + row) * image.dim(2) + column) * image.dim(3) : -1;
  }

  @Override
  public void run() {
    output.fillWithZero();
    for (int i = 0; i < cells.length; i++) {
      if (cells[i] >= 0) {
        input.copyTo(cells[i], output, i * channels, channels);
      }
    }
  }
}
