package org.dl4jmot.core.lower;

import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Cells around an image that a window reads.
 *
 * @param top rows above
 * @param bottom rows below
 * @param left columns left
 * @param right columns right
 */
record SamePadding(int top, int bottom, int left, int right) {

  /** What a window with implicit padding adds to an image; nothing for VALID. */
  static SamePadding of(Window window, Shape image, int filterHeight, int filterWidth) {
    if (window.padding() == Padding.VALID) {
      return new SamePadding(0, 0, 0, 0);
    }
    int height = image.dim(1);
    int width = image.dim(2);
    int top = window.paddingTop(height, filterHeight);
    int left = window.paddingLeft(width, filterWidth);
    int rows =
        reach(
            window.outputHeight(height, filterHeight),
            window.strideHeight(),
            filterHeight,
            window.dilationHeight());
    int columns =
        reach(
            window.outputWidth(width, filterWidth),
            window.strideWidth(),
            filterWidth,
            window.dilationWidth());
    return new SamePadding(
        top, Math.max(0, rows - height - top), left, Math.max(0, columns - width - left));
  }

  private static int reach(int outputs, int stride, int filter, int dilation) {
    return (outputs - 1) * stride + (filter - 1) * dilation + 1;
  }

  /** Whether there is any. */
  boolean isAny() {
    return top + bottom + left + right > 0;
  }
}
