package org.dl4jmot.runtime.kernel;

import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.tensor.Shape;

/** Cells to channels and back: SPACE_TO_DEPTH and DEPTH_TO_SPACE, of any type. */
final class BlockKernel {
  private BlockKernel() {}

  static Kernel prepare(SpaceToDepth op, Operands operands) {
    Shape image = operands.shape(0);
    int[] s = Strides.of(image);
    int b = op.block();
    Shape walked = Shape.of(image.dim(0), image.dim(1) / b, image.dim(2) / b, b, b, image.dim(3));
    int[] strides = {s[0], b * s[1], b * s[2], s[1], s[2], 1};
    return Selection.of(operands, BroadcastIndex.of(walked, strides));
  }

  static Kernel prepareInverse(DepthToSpace op, Operands operands) {
    Shape image = operands.shape(0);
    int[] s = Strides.of(image);
    int b = op.block();
    int channels = image.dim(3) / (b * b);
    Shape walked = Shape.of(image.dim(0), image.dim(1), b, image.dim(2), b, channels);
    int[] strides = {s[0], s[1], b * channels, s[2], channels, 1};
    return Selection.of(operands, BroadcastIndex.of(walked, strides));
  }
}
