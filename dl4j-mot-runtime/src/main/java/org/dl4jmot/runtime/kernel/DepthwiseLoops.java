package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Goes over the sums of a depthwise convolution. Vector instructions run along the cells and
 * channels of an output row: the image's rows are shifted for each filter column so that what meets
 * a filter cell stands behind each other, and the filter's weights are repeated for each cell.
 */
final class DepthwiseLoops {
  /** About as many elements are summed at a time: what is read for them stays in the cache. */
  private static final int LANES = 512;

  private final Sliding sliding;
  private final int channels;
  private final int segment;
  private final float[][] weights;
  // By input row, modulo their number, and filter column.
  private final float[][][] window;
  private final int[] loaded;
  private final float[][] cells;
  private final float[][] cellWeights;
  private final float[] sums;

  /** Takes sums as they are ready. */
  @FunctionalInterface
  interface Results {
    /**
     * Sums of consecutive output positions of the image, all channels of each.
     *
     * @param sums the sums
     * @param position the first output position
     * @param count how many positions
     */
    void row(float[] sums, int position, int count);
  }

  /**
   * Prepares the loops.
   *
   * @param filter [1, height, width, channels]
   */
  DepthwiseLoops(Sliding sliding, float[] filter) {
    this.sliding = sliding;
    int filterCells = sliding.filterHeight() * sliding.filterWidth();
    channels = filter.length / filterCells;
    segment = Math.min(sliding.outputWidth(), Math.max(1, LANES / channels));
    int lanes = segment * channels;
    weights = new float[filterCells][lanes];
    for (int cell = 0; cell < filterCells; cell++) {
      for (int i = 0; i < lanes; i++) {
        weights[cell][i] = filter[cell * channels + i % channels];
      }
    }
    int reach = (sliding.filterHeight() - 1) * sliding.window().dilationHeight() + 1;
    window = new float[Math.min(reach, sliding.inputHeight())][sliding.filterWidth()][lanes];
    loaded = new int[window.length];
    cells = new float[filterCells][];
    cellWeights = new float[filterCells][];
    sums = new float[lanes];
  }

  /** The most sums at a time. */
  int most() {
    return sums.length;
  }

  /** The array that is handed to the results. */
  float[] sums() {
    return sums;
  }

  /**
   * Computes the sums of one image.
   *
   * @param image channels last; 0 is what padding holds
   * @param start where the image starts in it
   */
  void run(float[] image, int start, Results results) {
    for (int x = 0; x < sliding.outputWidth(); x += segment) {
      int count = Math.min(segment, sliding.outputWidth() - x);
      Arrays.fill(loaded, -1);
      for (int y = 0; y < sliding.outputHeight(); y++) {
        int used = collect(image, start, y, x, count);
        Arrays.fill(sums, 0, count * channels, 0);
        add(used, count * channels);
        results.row(sums, y * sliding.outputWidth() + x, count);
      }
    }
  }

  /** Finds what meets the filter cells that lie on the image's rows; their number. */
  private int collect(float[] image, int start, int outputRow, int x, int count) {
    int used = 0;
    for (int fy = 0; fy < sliding.filterHeight(); fy++) {
      int row = sliding.row(outputRow, fy);
      if (row >= 0 && row < sliding.inputHeight()) {
        float[][] shifted = load(image, start, row, x, count);
        for (int fx = 0; fx < shifted.length; fx++) {
          cells[used] = shifted[fx];
          cellWeights[used++] = weights[fy * shifted.length + fx];
        }
      }
    }
    return used;
  }

  private float[][] load(float[] image, int start, int row, int x, int count) {
    int slot = row % window.length;
    if (loaded[slot] != row) {
      loaded[slot] = row;
      for (int fx = 0; fx < sliding.filterWidth(); fx++) {
        for (int i = 0; i < count; i++) {
          int column = sliding.column(x + i, fx);
          int source = start + (row * sliding.inputWidth() + column) * sliding.inputChannels();
          boolean inside = column >= 0 && column < sliding.inputWidth();
          copyCell(image, inside ? source : -1, window[slot][fx], i * channels);
        }
      }
    }
    return window[slot];
  }

  private void copyCell(float[] image, int source, float[] target, int to) {
    if (source < 0) {
      Arrays.fill(target, to, to + channels, 0);
    } else if (channels == sliding.inputChannels()) {
      System.arraycopy(image, source, target, to, channels);
    } else {
      int multiplier = channels / sliding.inputChannels();
      for (int c = 0; c < channels; c++) {
        target[to + c] = image[source + c / multiplier];
      }
    }
  }

  private void add(int used, int n) {
    int cell = 0;
    for (; cell + 3 <= used; cell += 3) {
      addThree(
          sums,
          n,
          cells[cell],
          cellWeights[cell],
          cells[cell + 1],
          cellWeights[cell + 1],
          cells[cell + 2],
          cellWeights[cell + 2]);
    }
    for (; cell < used; cell++) {
      addOne(sums, n, cells[cell], cellWeights[cell]);
    }
  }

  private static void addThree(
      float[] sums,
      int n,
      float[] a,
      float[] aWeights,
      float[] b,
      float[] bWeights,
      float[] c,
      float[] cWeights) {
    for (int i = 0; i < n; i++) {
      sums[i] += a[i] * aWeights[i] + b[i] * bWeights[i] + c[i] * cWeights[i];
    }
  }

  private static void addOne(float[] sums, int n, float[] a, float[] aWeights) {
    for (int i = 0; i < n; i++) {
      sums[i] += a[i] * aWeights[i];
    }
  }
}
