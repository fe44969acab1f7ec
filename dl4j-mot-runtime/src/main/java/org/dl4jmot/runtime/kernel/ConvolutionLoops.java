package org.dl4jmot.runtime.kernel;

import java.util.Arrays;

/**
 * Goes over the sums of a convolution. Vector instructions run either along the output positions of
 * one channel or along the channels of one position: whichever are more.
 */
abstract class ConvolutionLoops {
  private ConvolutionLoops() {}

  /** Takes sums as they are ready. */
  interface Results {
    /** The first {@code count} sums are those of a channel at consecutive positions. */
    void channel(int channel, int position, int count);

    /** The sums are those of all channels at a position. */
    void position(int position);
  }

  /**
   * Chooses the loops.
   *
   * @param filter [output channels, height, width, input channels], float or int8
   */
  static ConvolutionLoops of(Sliding sliding, TensorBuffer filter) {
    int channels = filter.tensor().shape().dim(0);
    return FilterRows.isKept(filter) && channels > sliding.positions()
        ? new AlongChannels(sliding, filter, channels)
        : new AlongPositions(sliding, filter, channels);
  }

  /** The most sums at a time. */
  abstract int most();

  /**
   * Computes the sums of one image.
   *
   * @param image channels last; 0 is what padding holds
   * @param start where the image starts in it
   */
  abstract void run(float[] image, int start, Sums sums, Results results);

  private static final class AlongPositions extends ConvolutionLoops {
    private final Sliding sliding;
    private final Patches patches;
    private final FilterRows.Floats filter;
    private final int channels;
    private final boolean sparse;

    AlongPositions(Sliding sliding, TensorBuffer filter, int channels) {
      this.sliding = sliding;
      this.channels = channels;
      patches = new Patches(sliding);
      this.filter = new FilterRows.Floats(filter, sliding.patch());
      sparse = this.filter.isSparse();
    }

    @Override
    int most() {
      return patches.blockHeight() * sliding.outputWidth();
    }

    @Override
    void run(float[] image, int start, Sums sums, Results results) {
      for (int y = 0; y < sliding.outputHeight(); y += patches.blockHeight()) {
        int height = Math.min(patches.blockHeight(), sliding.outputHeight() - y);
        float[][] rows = patches.fill(image, start, y, height);
        int count = height * sliding.outputWidth();
        for (int channel = 0; channel < channels; channel++) {
          int from = filter.load(channel);
          if (sparse) {
            sums.computeSparse(count, rows, filter.array(), from);
          } else {
            sums.compute(count, rows, filter.array(), from);
          }
          results.channel(channel, y * sliding.outputWidth(), count);
        }
      }
    }
  }

  private static final class AlongChannels extends ConvolutionLoops {
    private final Sliding sliding;
    private final float[][] columns;
    private final int channels;
    private final float[] patch;

    AlongChannels(Sliding sliding, TensorBuffer filter, int channels) {
      this.sliding = sliding;
      this.channels = channels;
      columns = FilterRows.columns(filter);
      patch = new float[sliding.patch()];
    }

    @Override
    int most() {
      return channels;
    }

    @Override
    void run(float[] image, int start, Sums sums, Results results) {
      int position = 0;
      for (int y = 0; y < sliding.outputHeight(); y++) {
        for (int x = 0; x < sliding.outputWidth(); x++) {
          if (patch.length == sliding.inputChannels()) {
            int cell = cell(y, x);
            sums.computeSparse(
                channels, columns, cell < 0 ? patch : image, cell < 0 ? 0 : start + cell);
          } else {
            fill(image, start, y, x);
            sums.computeSparse(channels, columns, patch, 0);
          }
          results.position(position++);
        }
      }
    }

    /** Where the only cell of the filter falls; below 0 for padding. */
    private int cell(int outputRow, int outputColumn) {
      int y = sliding.row(outputRow, 0);
      int x = sliding.column(outputColumn, 0);
      return sliding.isInside(y, x) ? sliding.cell(0, y, x) : -1;
    }

    private void fill(float[] image, int start, int outputRow, int outputColumn) {
      int depth = sliding.inputChannels();
      int target = 0;
      for (int fy = 0; fy < sliding.filterHeight(); fy++) {
        for (int fx = 0; fx < sliding.filterWidth(); fx++) {
          int y = sliding.row(outputRow, fy);
          int x = sliding.column(outputColumn, fx);
          if (sliding.isInside(y, x)) {
            System.arraycopy(image, start + sliding.cell(0, y, x), patch, target, depth);
          } else {
            Arrays.fill(patch, target, target + depth, 0);
          }
          target += depth;
        }
      }
    }
  }
}
