package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Mean of each window's cells that lie inside the image. Input [N, H, W, C], result [N, H', W', C].
 *
 * @param filterHeight rows of the window
 * @param filterWidth columns of the window
 * @param window strides and padding; dilation must be 1
 * @param activation clamp of the result
 */
public record AveragePool2d(int filterHeight, int filterWidth, Window window, Activation activation)
    implements Op {

  /**
   * Checks the window.
   *
   * @throws IllegalArgumentException for an empty or dilated window
   */
  public AveragePool2d {
    Shapes.requirePoolingWindow(filterHeight, filterWidth, window);
  }

  @Override
  public String type() {
    return "AVERAGE_POOL_2D";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shapes.requireRank(type(), "an image", inputs.get(0), 4);
    return Shapes.window(
        type(), inputs.get(0), window, filterHeight, filterWidth, inputs.get(0).dim(3));
  }
}
