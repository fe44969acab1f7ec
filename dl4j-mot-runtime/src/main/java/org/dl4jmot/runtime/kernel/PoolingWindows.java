package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;

/** Walks over the windows of a pooling, each cut to the cells inside the image. */
final class PoolingWindows {
  private final Sliding sliding;

  PoolingWindows(Window window, Shape image, int filterHeight, int filterWidth) {
    sliding = Sliding.of(window, image, filterHeight, filterWidth);
  }

  /** What is done with a window. */
  interface Visitor {
    /** A window begins. */
    void begin();

    /** A cell of it, by the index of its first channel. */
    void cell(int index);

    /** The window ends; the result's cell by the index of its first channel. */
    void end(int cells, int target);
  }

  int channels() {
    return sliding.inputChannels();
  }

  void visit(Visitor visitor) {
    int target = 0;
    for (int batch = 0; batch < sliding.batches(); batch++) {
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          visit(visitor, batch, y, x, target);
          target += sliding.inputChannels();
        }
      }
    }
  }

  private void visit(Visitor visitor, int batch, int outputRow, int outputColumn, int target) {
    int top = sliding.row(outputRow, 0);
    int left = sliding.column(outputColumn, 0);
    int firstRow = Math.max(0, top);
    int lastRow = Math.min(sliding.inputHeight(), top + sliding.filterHeight());
    int firstColumn = Math.max(0, left);
    int lastColumn = Math.min(sliding.inputWidth(), left + sliding.filterWidth());
    visitor.begin();
    for (int row = firstRow; row < lastRow; row++) {
      for (int column = firstColumn; column < lastColumn; column++) {
        visitor.cell(sliding.cell(batch, row, column));
      }
    }
    visitor.end((lastRow - firstRow) * (lastColumn - firstColumn), target);
  }
}
