package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * Pads an image with zeros and deals its cells out to a batch of smaller images, one for each
 * position in a block: input [N, H, W, C], result [bh*bw*N, H'/bh, W'/bw, C]. Image (r * bw + c) *
 * N + n holds the cells at row r and column c of each block of image n.
 *
 * @param block rows and columns of a block, each at least 1
 * @param before rows above and columns left of the image
 * @param after rows below and columns right of the image
 */
public record SpaceToBatchNd(List<Integer> block, List<Integer> before, List<Integer> after)
    implements Op {
  /**
   * Copies and checks the lists.
   *
   * @throws IllegalArgumentException unless each holds a number for rows and one for columns
   */
  public SpaceToBatchNd {
    block = Shapes.requirePair("SPACE_TO_BATCH_ND", "block", block, 1);
    before = Shapes.requirePair("SPACE_TO_BATCH_ND", "padding", before, 0);
    after = Shapes.requirePair("SPACE_TO_BATCH_ND", "padding", after, 0);
  }

  @Override
  public String type() {
    return "SPACE_TO_BATCH_ND";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape image = inputs.get(0);
    Shapes.requireRank(type(), "an image", image, 4);
    long height = (long) image.dim(1) + before.get(0) + after.get(0);
    long width = (long) image.dim(2) + before.get(1) + after.get(1);
    if (height % block.get(0) != 0 || width % block.get(1) != 0) {
      throw new IllegalArgumentException(
          type()
              + ": padded image "
              + height
              + "x"
              + width
              + " is no whole number of blocks "
              + block);
    }
    return List.of(
        Shape.of(
            Shapes.size(type(), (long) image.dim(0) * block.get(0) * block.get(1)),
            Shapes.size(type(), height / block.get(0)),
            Shapes.size(type(), width / block.get(1)),
            image.dim(3)));
  }
}
