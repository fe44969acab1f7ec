package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Where a filter's cells fall on an image [N, H, W, C] as it slides over it.
 *
 * @param batches images
 * @param inputHeight rows of the image
 * @param inputWidth columns of the image
 * @param inputChannels channels of the image
 * @param outputHeight rows of the result
 * @param outputWidth columns of the result
 * @param filterHeight rows of the filter
 * @param filterWidth columns of the filter
 * @param paddingTop rows of padding above the image
 * @param paddingLeft columns of padding left of the image
 * @param window strides and dilations
 */
record Sliding(
    int batches,
    int inputHeight,
    int inputWidth,
    int inputChannels,
    int outputHeight,
    int outputWidth,
    int filterHeight,
    int filterWidth,
    int paddingTop,
    int paddingLeft,
    Window window) {

  static Sliding of(Window window, Shape image, int filterHeight, int filterWidth) {
    return new Sliding(
        image.dim(0),
        image.dim(1),
        image.dim(2),
        image.dim(3),
        window.outputHeight(image.dim(1), filterHeight),
        window.outputWidth(image.dim(2), filterWidth),
        filterHeight,
        filterWidth,
        window.paddingTop(image.dim(1), filterHeight),
        window.paddingLeft(image.dim(2), filterWidth),
        window);
  }

  /** Result cells per image. */
  int positions() {
    return outputHeight * outputWidth;
  }

  /** Elements under the filter, all channels. */
  int patch() {
    return filterHeight * filterWidth * inputChannels;
  }

  /** Image row under a filter row; may lie outside. */
  int row(int outputRow, int filterRow) {
    return outputRow * window.strideHeight() + filterRow * window.dilationHeight() - paddingTop;
  }

  /** Image column under a filter column; may lie outside. */
  int column(int outputColumn, int filterColumn) {
    return outputColumn * window.strideWidth()
        + filterColumn * window.dilationWidth()
        - paddingLeft;
  }

  /** First output column whose cell under a filter column lies on the image, or the width. */
  int firstColumnInside(int filterColumn) {
    int outside = Math.max(0, -column(0, filterColumn));
    return Math.min(outputWidth, ceilDivide(outside, window.strideWidth()));
  }

  /** One behind the last such column; not before the first. */
  int endOfColumnsInside(int filterColumn) {
    int room = Math.max(0, inputWidth - column(0, filterColumn));
    int end = Math.min(outputWidth, ceilDivide(room, window.strideWidth()));
    return Math.max(firstColumnInside(filterColumn), end);
  }

  private static int ceilDivide(int dividend, int divisor) {
    return (dividend + divisor - 1) / divisor;
  }

  /** Index of the cell's first channel; the cell must lie inside. */
  int cell(int batch, int row, int column) {
    return ((batch * inputHeight + row) * inputWidth + column) * inputChannels;
  }

  /** Whether a row and column lie on the image. */
  boolean isInside(int row, int column) {
    return row >= 0 && row < inputHeight && column >= 0 && column < inputWidth;
  }

  /** Elements of an image. */
  int sliceSize() {
    return inputHeight * inputWidth * inputChannels;
  }
}
