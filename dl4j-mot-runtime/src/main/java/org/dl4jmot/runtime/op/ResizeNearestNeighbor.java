package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * An image of another size: cell (y, x) of the result is cell (floor(y * H / H'), floor(x * W /
 * W')) of the input, the quotients and products taken in single precision. Input [N, H, W, C],
 * result [N, H', W', C].
 *
 * @param height rows of the result, at least 1
 * @param width columns of the result, at least 1
 */
public record ResizeNearestNeighbor(int height, int width) implements Op {
  /**
   * Checks the size.
   *
   * @throws IllegalArgumentException for an empty result
   */
  public ResizeNearestNeighbor {
    if (height < 1 || width < 1) {
      throw new IllegalArgumentException(
          "RESIZE_NEAREST_NEIGHBOR to at least 1x1: " + height + "x" + width);
    }
  }

  /** For each cell along an axis of the result the cell of the input it shows. */
  public static int[] sources(int inputSize, int resultSize) {
    float scale = inputSize / (float) resultSize;
    int[] sources = new int[resultSize];
    for (int i = 0; i < resultSize; i++) {
      sources[i] = Math.min((int) Math.floor(i * scale), inputSize - 1);
    }
    return sources;
  }

  @Override
  public String type() {
    return "RESIZE_NEAREST_NEIGHBOR";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shapes.requireRank(type(), "an image", inputs.get(0), 4);
    return List.of(inputs.get(0).with(1, height).with(2, width));
  }
}
