package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Depthwise convolution: each input channel c has filters of its own and yields output channels c*M
 * .. c*M+M-1, M being the depth multiplier. Inputs: image [N, H, W, C], filter [1, kH, kW, C*M] and
 * optionally bias [C*M]; result [N, H', W', C*M].
 *
 * @param window strides, dilation and padding
 * @param activation clamp of the result
 */
public record DepthwiseConv2d(Window window, Activation activation) implements Op {
  @Override
  public String type() {
    return "DEPTHWISE_CONV_2D";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 3);
    Shape image = inputs.get(0);
    Shape filter = inputs.get(1);
    Shapes.requireRank(type(), "an image", image, 4);
    Shapes.requireRank(type(), "a filter", filter, 4);
    if (filter.dim(0) != 1 || filter.dim(3) % image.dim(3) != 0) {
      throw new IllegalArgumentException(
          type()
              + ": image "
              + image
              + " needs a filter [1, h, w, multiple of "
              + image.dim(3)
              + "]: "
              + filter);
    }
    Shapes.requireBias(type(), inputs, filter.dim(3));
    return Shapes.window(type(), image, window, filter.dim(1), filter.dim(2), filter.dim(3));
  }
}
