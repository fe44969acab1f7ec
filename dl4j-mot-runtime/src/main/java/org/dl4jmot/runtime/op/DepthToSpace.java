package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The inverse of {@link SpaceToDepth}: input [N, H, W, b*b*C], result [N, b*H, b*W, C].
 *
 * @param block rows and columns of a block, at least 1
 */
public record DepthToSpace(int block) implements Op {
  /** Checks the block. */
  public DepthToSpace {
    Shapes.requireBlock(block);
  }

  @Override
  public String type() {
    return "DEPTH_TO_SPACE";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape image = inputs.get(0);
    Shapes.requireRank(type(), "an image", image, 4);
    if (image.dim(3) % (block * block) != 0) {
      throw new IllegalArgumentException(
          type() + ": the channels of " + image + " are no multiple of " + block + " squared");
    }
    int height = Shapes.size(type(), (long) image.dim(1) * block);
    int width = Shapes.size(type(), (long) image.dim(2) * block);
    return List.of(Shape.of(image.dim(0), height, width, image.dim(3) / (block * block)));
  }
}
