package org.dl4jmot.runtime.kernel;

/**
 * Lays out what a convolution reads: for each cell of the filter the image elements under it at
 * consecutive output positions. Rows of equal length, so that the compiler turns sums over rows
 * into vector instructions.
 */
final class Patches {
  /** Rows of about this many elements together stay in the second-level cache. */
  private static final int ELEMENTS = 1 << 17;

  private static final int LEAST_POSITIONS = 64;

  private final Sliding sliding;
  private final int block;

  Patches(Sliding sliding) {
    this.sliding = sliding;
    int fitting = Math.max(LEAST_POSITIONS, ELEMENTS / sliding.patch());
    block = Math.min(sliding.positions(), fitting);
  }

  /** Output positions per block. */
  int block() {
    return block;
  }

  /** Elements of the patch of each position. */
  int rows() {
    return sliding.patch();
  }

  /** Fills rows with image elements less the zero point; 0 for padding. */
  void fill(int[][] rows, byte[] image, int zeroPoint, int batch, int from, int count) {
    int channels = sliding.inputChannels();
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int row = (fy * sliding.filterWidth() + fx) * channels;
        for (int position = 0; position < count; position++) {
          int y = sliding.row((from + position) / sliding.outputWidth(), fy);
          int x = sliding.column((from + position) % sliding.outputWidth(), fx);
          if (sliding.isInside(y, x)) {
            int cell = sliding.cell(batch, y, x);
            for (int c = 0; c < channels; c++) {
              rows[row + c][position] = image[cell + c] - zeroPoint;
            }
          } else {
            for (int c = 0; c < channels; c++) {
              rows[row + c][position] = 0;
            }
          }
        }
      }
    }
  }

  /** Fills rows with image elements; 0 for padding. */
  void fill(float[][] rows, float[] image, int batch, int from, int count) {
    int channels = sliding.inputChannels();
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        int row = (fy * sliding.filterWidth() + fx) * channels;
        for (int position = 0; position < count; position++) {
          int y = sliding.row((from + position) / sliding.outputWidth(), fy);
          int x = sliding.column((from + position) % sliding.outputWidth(), fx);
          if (sliding.isInside(y, x)) {
            int cell = sliding.cell(batch, y, x);
            for (int c = 0; c < channels; c++) {
              rows[row + c][position] = image[cell + c];
            }
          } else {
            for (int c = 0; c < channels; c++) {
              rows[row + c][position] = 0;
            }
          }
        }
      }
    }
  }
}
