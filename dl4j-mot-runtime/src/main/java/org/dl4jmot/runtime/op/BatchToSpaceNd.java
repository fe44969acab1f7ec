package org.dl4jmot.runtime.op;

import java.util.List;
import org.dl4jmot.runtime.tensor.Shape;

/**
 * The inverse of {@link SpaceToBatchNd}: puts a batch of images together to a larger one, and crops
 * it. Input [bh*bw*N, H, W, C], result [N, bh*H - crops, bw*W - crops, C].
 *
 * @param block rows and columns of a block, each at least 1
 * @param before rows to cut off above and columns left
 * @param after rows to cut off below and columns right
 */
public record BatchToSpaceNd(List<Integer> block, List<Integer> before, List<Integer> after)
    implements Op {
  /**
   * Copies and checks the lists.
   *
   * @throws IllegalArgumentException unless each holds a number for rows and one for columns
   */
  public BatchToSpaceNd {
    block = Shapes.requirePair("BATCH_TO_SPACE_ND", "block", block, 1);
    before = Shapes.requirePair("BATCH_TO_SPACE_ND", "crop", before, 0);
    after = Shapes.requirePair("BATCH_TO_SPACE_ND", "crop", after, 0);
  }

  @Override
  public String type() {
    return "BATCH_TO_SPACE_ND";
  }

  @Override
  public List<Shape> outputShapes(List<Shape> inputs) {
    Shapes.requireCount(type(), inputs, 1, 1);
    Shape images = inputs.get(0);
    Shapes.requireRank(type(), "images", images, 4);
    long height = (long) images.dim(1) * block.get(0) - before.get(0) - after.get(0);
    long width = (long) images.dim(2) * block.get(1) - before.get(1) - after.get(1);
    long cells = (long) block.get(0) * block.get(1);
    if (images.dim(0) % cells != 0 || height < 1 || width < 1) {
      throw new IllegalArgumentException(
          type()
              + ": images "
              + images
              + " do not fill blocks "
              + block
              + " less the crops "
              + before
              + ", "
              + after);
    }
    return List.of(
        Shape.of(
            (int) (images.dim(0) / cells),
            Shapes.size(type(), height),
            Shapes.size(type(), width),
            images.dim(3)));
  }
}
