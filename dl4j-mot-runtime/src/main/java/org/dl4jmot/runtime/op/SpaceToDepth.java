package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Moves each block of an image's cells into channels: input [N, H, W, C], result [N, H/b, W/b,
 * b*b*C], the channels ordered by the cell's row, its column, then its channel.
 *
 * @param block rows and columns of a block, at least 1
 */
public record SpaceToDepth(int block) implements Op {
  /** Checks the block. */
  public SpaceToDepth {
    Shapes.requireBlock(block);
  }

  @Override
  public String type() {
    return "SPACE_TO_DEPTH";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape image = inputs.get(0);
    Shapes.requireRank(type(), "an image", image, 4);
    if (image.dim(1) % block != 0 || image.dim(2) % block != 0) {
      throw new IllegalArgumentException(
          type() + ": image " + image + " is no whole number of blocks of " + block);
    }
    int channels = Shapes.size(type(), (long) image.dim(3) * block * block);
    return List.of(Shape.of(image.dim(0), image.dim(1) / block, image.dim(2) / block, channels));
  }
}
