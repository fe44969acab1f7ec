package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Integer sums of a depthwise convolution, one output cell at a time: image and filter as one row
 * of channels per cell, so that the sum over cells runs along channels.
 */
final class DepthwiseSums {
  private final Sliding sliding;
  private final int multiplier;
  private final int[][] filter;
  private final int[][] image;
  private final int[] sums;

  DepthwiseSums(Sliding sliding, byte[] filter) {
    this.sliding = sliding;
    int cells = sliding.filterHeight() * sliding.filterWidth();
    int channels = filter.length / cells;
    multiplier = channels / sliding.inputChannels();
    this.filter = new int[cells][channels];
    for (int i = 0; i < filter.length; i++) {
      this.filter[i / channels][i % channels] = filter[i];
    }
    image = new int[sliding.inputHeight() * sliding.inputWidth()][channels];
    sums = new int[channels];
  }

  /** Takes one image of a batch in, less its zero point. */
  void load(byte[] batch, int index, int zeroPoint) {
    int from = sliding.cell(index, 0, 0);
    for (int cell = 0; cell < image.length; cell++) {
      int[] row = image[cell];
      int start = from + cell * sliding.inputChannels();
      for (int c = 0; c < row.length; c++) {
        row[c] = batch[start + c / multiplier] - zeroPoint;
      }
    }
  }

  /** The sums of all channels of an output cell, valid until the next call. */
  int[] at(int outputRow, int outputColumn) {
    Arrays.fill(sums, 0);
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int y = sliding.row(outputRow, fy);
      if (y >= 0 && y < sliding.inputHeight()) {
        addRow(y, fy, outputColumn);
      }
    }
    return sums;
  }

  private void addRow(int y, int fy, int outputColumn) {
    for (int fx = 0; fx < sliding.filterWidth(); fx++) {
      int x = sliding.column(outputColumn, fx);
      if (x >= 0 && x < sliding.inputWidth()) {
        addCell(image[y * sliding.inputWidth() + x], filter[fy * sliding.filterWidth() + fx]);
      }
    }
  }

  private void addCell(int[] cell, int[] weights) {
    for (int c = 0; c < sums.length; c++) {
      sums[c] += cell[c] * weights[c];
    }
  }
}
