package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Three-dimensional convolution. Inputs: volume [N, D, H, W, C], filter [kD, kH, kW, C, O] and
 * optionally bias [O]; result [N, D', H', W', O].
 *
 * @param strideDepth step along the depth
 * @param dilationDepth distance of neighbouring filter cells along the depth
 * @param window strides and dilations along height and width, and the padding of all three
 * @param activation clamp of the result
 */
public record Conv3d(int strideDepth, int dilationDepth, Window window, Activation activation)
    implements Op {
  /**
   * Checks the steps along the depth.
   *
   * @throws IllegalArgumentException for a step below 1
   */
  public Conv3d {
    depthWindow(strideDepth, dilationDepth, window);
  }

  /** The depth as the rows of a window. */
  private static Window depthWindow(int stride, int dilation, Window window) {
    return new Window(stride, 1, dilation, 1, window.padding());
  }

  /** The depth of the filter's path, as the rows of a window. */
  public Window depthWindow() {
    return depthWindow(strideDepth, dilationDepth, window);
  }

  /** This operation with another fused activation. */
  public Conv3d with(Activation newActivation) {
    return new Conv3d(strideDepth, dilationDepth, window, newActivation);
  }

  @Override
  public String type() {
    return "CONV_3D";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 2, 3);
    Shape volume = inputs.get(0);
    Shape filter = inputs.get(1);
    Shapes.requireRank(type(), "a volume", volume, 5);
    Shapes.requireRank(type(), "a filter", filter, 5);
    if (volume.dim(4) != filter.dim(3)) {
      throw new IllegalArgumentException(
          type() + ": volume " + volume + " and filter " + filter + " differ in input channels");
    }
    Shapes.requireBias(type(), inputs, filter.dim(4));
    int depth = depthWindow().outputHeight(volume.dim(1), filter.dim(0));
    int height = window.outputHeight(volume.dim(2), filter.dim(1));
    int width = window.outputWidth(volume.dim(3), filter.dim(2));
    if (depth < 1 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          type() + ": filter " + filter + " does not fit volume " + volume);
    }
    return List.of(Shape.of(volume.dim(0), depth, height, width, filter.dim(4)));
  }
}
