package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Two-dimensional convolution. Inputs: image [N, H, W, C], filter [O, kH, kW, C] and optionally
 * bias [O]; result [N, H', W', O].
 *
 * @param window strides, dilation and padding
 * @param activation clamp of the result
 */
public record Conv2d(Window window, Activation activation) implements Op {
  @Override
  public String type() {
    return "CONV_2D";
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
    return Shapes.window(type(), image, window, filter.dim(1), filter.dim(2), filter.dim(0));
  }
}
