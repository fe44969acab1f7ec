package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Transposed convolution: spreads each cell of its input over the window of a larger result that a
 * convolution with the same filter, strides and padding would have read for it. Inputs: image [N,
 * H, W, C], filter [O, kH, kW, C] and optionally bias [O]; result [N, H', W', O].
 *
 * @param height rows of the result
 * @param width columns of the result
 * @param window strides and padding of the convolution from the result to the input; dilation must
 *     be 1
 * @param activation clamp of the result
 */
public record TransposeConv(int height, int width, Window window, Activation activation)
    implements Op {
  /**
   * Checks size and window.
   *
   * @throws IllegalArgumentException for an empty result or a dilated window
   */
  public TransposeConv {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "TRANSPOSE_CONV to at least 1x1 cells: " + height + "x" + width);
    }
    if (window.dilationHeight() != 1 || window.dilationWidth() != 1) {
      throw new IllegalArgumentException("TFLite has no dilated TRANSPOSE_CONV: " + window);
    }
  }

  /** This operation with another fused activation. */
  public TransposeConv with(Activation newActivation) {
    return new TransposeConv(height, width, window, newActivation);
  }

  @Override
  public String type() {
    return "TRANSPOSE_CONV";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 3);
    Shape image = inputs.get(0);
    Shape filter = inputs.get(1);
    Shapes.requireRank(type(), "an image", image, 4);
    Shapes.requireRank(type(), "a filter", filter, 4);
    if (image.dim(3) != filter.dim(3)) {
      throw new IllegalArgumentException(
          type() + ": image " + image + " and filter " + filter + " differ in input channels");
    }
    Shapes.requireBias(type(), inputs, filter.dim(0));
    int rows = window.outputHeight(height, filter.dim(1));
    int columns = window.outputWidth(width, filter.dim(2));
    if (rows != image.dim(1) || columns != image.dim(2)) {
      throw new IllegalArgumentException(
          type()
              + ": a result of "
              + height
              + "x"
              + width
              + " cells belongs to an image of "
              + rows
              + "x"
              + columns
              + " cells: "
              + image);
    }
    return List.of(Shape.of(image.dim(0), height, width, filter.dim(0)));
  }
}
