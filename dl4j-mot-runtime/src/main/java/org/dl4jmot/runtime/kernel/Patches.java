package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Lays out what a convolution reads: for each cell of the filter the image elements under it at
 * consecutive output positions. Rows of equal length, so that the compiler turns sums over rows
 * into vector instructions.
 *
 * <p>First a plane for each filter column and channel: the image's rows, shifted and strided so
 * that output positions stand behind each other. A row for a filter cell is then a piece of a
 * plane, as filter rows reach the same planes, only further down.
 */
final class Patches {
  /** Rows of about this many elements together stay in the second-level cache. */
  private static final int ELEMENTS = 1 << 17;

  private final Sliding sliding;
  private final int blockHeight;
  private final int planeHeight;
  // Image rows from one row of a plane to the next.
  private final int planeStep;
  private final float[][] planes;
  private final float[][] rows;

  Patches(Sliding sliding) {
    this.sliding = sliding;
    int fitting = Math.max(1, ELEMENTS / sliding.patch() / sliding.outputWidth());
    blockHeight = Math.min(sliding.outputHeight(), fitting);
    boolean flat = sliding.filterHeight() == 1;
    planeStep = flat ? sliding.window().strideHeight() : 1;
    planeHeight =
        flat
            ? blockHeight
            : (blockHeight - 1) * sliding.window().strideHeight()
                + (sliding.filterHeight() - 1) * sliding.window().dilationHeight()
                + 1;
    int columns = sliding.filterWidth() * sliding.inputChannels();
    planes = new float[columns][planeHeight * sliding.outputWidth()];
    rows = flat ? planes : new float[sliding.patch()][blockHeight * sliding.outputWidth()];
  }

  /** Rows of output positions per block. */
  int blockHeight() {
    return blockHeight;
  }

  /**
   * The rows for a block of output rows, valid until the next call.
   *
   * @param image channels last
   * @param start where the image starts in it
   * @param outputRow first output row of the block
   * @param height output rows of the block
   */
  float[][] fill(float[] image, int start, int outputRow, int height) {
    int used = planeHeight - (blockHeight - height) * planeStepsPerRow();
    for (int fx = 0; fx < sliding.filterWidth(); fx++) {
      int from = sliding.firstColumnInside(fx);
      int to = sliding.endOfColumnsInside(fx);
      for (int row = 0; row < used; row++) {
        int y = sliding.row(outputRow, 0) + row * planeStep;
        if (y >= 0 && y < sliding.inputHeight()) {
          fillPlanes(image, start, y, fx, row * sliding.outputWidth(), from, to);
        } else {
          clearPlanes(fx, row * sliding.outputWidth());
        }
      }
    }
    if (rows != planes) {
      copyRows(height);
    }
    return rows;
  }

  private int planeStepsPerRow() {
    return sliding.window().strideHeight() / planeStep;
  }

  private void fillPlanes(float[] image, int start, int y, int fx, int target, int from, int to) {
    int channels = sliding.inputChannels();
    int step = sliding.window().strideWidth() * channels;
    int width = sliding.outputWidth();
    for (int c = 0; c < channels; c++) {
      float[] plane = planes[fx * channels + c];
      Arrays.fill(plane, target, target + from, 0);
      int source = start + (y * sliding.inputWidth() + sliding.column(from, fx)) * channels + c;
      for (int x = from; x < to; x++) {
        plane[target + x] = image[source + (x - from) * step];
      }
      Arrays.fill(plane, target + to, target + width, 0);
    }
  }

  private void clearPlanes(int fx, int target) {
    int channels = sliding.inputChannels();
    for (int c = 0; c < channels; c++) {
      Arrays.fill(planes[fx * channels + c], target, target + sliding.outputWidth(), 0);
    }
  }

  private void copyRows(int height) {
    int columns = planes.length;
    int width = sliding.outputWidth();
    int stride = sliding.window().strideHeight();
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int top = fy * sliding.window().dilationHeight();
      for (int column = 0; column < columns; column++) {
        float[] plane = planes[column];
        float[] row = rows[fy * columns + column];
        if (stride == 1) {
          System.arraycopy(plane, top * width, row, 0, height * width);
        } else {
          for (int y = 0; y < height; y++) {
            System.arraycopy(plane, (top + y * stride) * width, row, y * width, width);
          }
        }
      }
    }
  }
}
