package org.dl4jmot.runtime.op;

/**
 * How a two-dimensional filter slides over an image.
 *
 * @param strideHeight vertical step, at least 1
 * @param strideWidth horizontal step, at least 1
 * @param dilationHeight vertical distance of neighbouring filter cells, at least 1
 * @param dilationWidth horizontal distance of neighbouring filter cells, at least 1
 * @param padding implicit padding
 */
public record Window(
    int strideHeight, int strideWidth, int dilationHeight, int dilationWidth, Padding padding) {

  /** Far beyond any image; keeps sums of positions in an int. */
  private static final int MAX_EFFECTIVE_FILTER = 1 << 24;

  /**
   * Checks that every step is positive.
   *
   * @throws IllegalArgumentException for a stride or dilation below 1
   */
  public Window {
    if (strideHeight < 1 || strideWidth < 1 || dilationHeight < 1 || dilationWidth < 1) {
      throw new IllegalArgumentException(
          "strides and dilations must be at least 1: stride "
              + strideHeight
              + "x"
              + strideWidth
              + ", dilation "
              + dilationHeight
              + "x"
              + dilationWidth);
    }
  }

  /** A window without dilation. */
  public static Window of(int strideHeight, int strideWidth, Padding padding) {
    return new Window(strideHeight, strideWidth, 1, 1, padding);
  }

  /** This window with another implicit padding. */
  public Window with(Padding newPadding) {
    return new Window(strideHeight, strideWidth, dilationHeight, dilationWidth, newPadding);
  }

  /** Output rows for an input of the given height and a filter of the given height. */
  public int outputHeight(int inputHeight, int filterHeight) {
    return padding.outputSize(inputHeight, effective(filterHeight, dilationHeight), strideHeight);
  }

  /** Output columns for an input of the given width and a filter of the given width. */
  public int outputWidth(int inputWidth, int filterWidth) {
    return padding.outputSize(inputWidth, effective(filterWidth, dilationWidth), strideWidth);
  }

  /** Rows of padding above the image. */
  public int paddingTop(int inputHeight, int filterHeight) {
    return padding.before(inputHeight, effective(filterHeight, dilationHeight), strideHeight);
  }

  /** Columns of padding left of the image. */
  public int paddingLeft(int inputWidth, int filterWidth) {
    return padding.before(inputWidth, effective(filterWidth, dilationWidth), strideWidth);
  }

  private static int effective(int filter, int dilation) {
    long cells = (filter - 1L) * dilation + 1;
    if (cells > MAX_EFFECTIVE_FILTER) {
      throw new IllegalArgumentException(
          "filter " + filter + " with dilation " + dilation + " spans more than 2^24 cells");
    }
    return (int) cells;
  }
}
