package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/** Integer sums of a transposed convolution, one image at a time. */
final class TransposedSums {
  private final Sliding sliding;
  private final int depth;
  private final int channels;
  private final int[] filter;
  private final int[] sums;

  /**
   * Sums for an image.
   *
   * @param sliding of the convolution whose transpose this is
   * @param depth channels of the image
   * @param filter weights [kH, kW, C, O]
   */
  TransposedSums(Sliding sliding, int depth, int[] filter) {
    this.sliding = sliding;
    this.depth = depth;
    this.filter = filter;
    channels = sliding.inputChannels();
    sums = new int[sliding.inputHeight() * sliding.inputWidth() * channels];
  }

  /** Spreads an image less its zero point; the sums are valid until the next call. */
  int[] of(byte[] image, int from, int zeroPoint) {
    Arrays.fill(sums, 0);
    int cell = from;
    for (int y = 0; y < sliding.outputHeight(); y++) {
      for (int x = 0; x < sliding.outputWidth(); x++) {
        spread(image, cell, zeroPoint, y, x);
        cell += depth;
      }
    }
    return sums;
  }

  private void spread(byte[] image, int cell, int zeroPoint, int y, int x) {
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int row = sliding.row(y, fy);
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int column = sliding.column(x, fx);
        if (sliding.isInside(row, column)) {
          int weights = (fy * sliding.filterWidth() + fx) * depth * channels;
          add(image, cell, zeroPoint, weights, sliding.cell(0, row, column));
        }
      }
    }
  }

  private void add(byte[] image, int cell, int zeroPoint, int weights, int target) {
    for (int i = 0; i < depth; i++) {
      int value = image[cell + i] - zeroPoint;
      int from = weights + i * channels;
      for (int o = 0; o < channels; o++) {
        sums[target + o] += value * filter[from + o];
      }
    }
  }
}
