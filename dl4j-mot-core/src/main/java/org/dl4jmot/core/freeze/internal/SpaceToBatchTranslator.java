package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.SpaceToBatchLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.SpaceToBatchNd;

/** Blocks of cells as images of a larger batch. */
public final class SpaceToBatchTranslator implements Translator<SpaceToBatchLayer> {
  @Override
  public Class<SpaceToBatchLayer> type() {
    return SpaceToBatchLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SpaceToBatchLayer.class.getName());
  }

  @Override
  public Value translate(SpaceToBatchLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getFormat());
    int[] blocks = conf.getBlocks();
    int[][] padding = conf.getPadding(); // top, bottom; left, right
    int height = input.height() + padding[0][0] + padding[0][1];
    int width = input.width() + padding[1][0] + padding[1][1];
    if (height % blocks[0] != 0 || width % blocks[1] != 0) {
      throw new UntranslatableException(
          "its blocks of " + blocks[0] + "x" + blocks[1] + " cells do not divide the padded image",
          "Pad the image to a multiple of the block");
    }
    SpaceToBatchNd op =
        new SpaceToBatchNd(
            List.of(blocks[0], blocks[1]),
            List.of(padding[0][0], padding[1][0]),
            List.of(padding[0][1], padding[1][1]));
    return input.in(scope.output(op, List.of(input.tensor())));
  }
}
