package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.SpaceToDepth;

/** Blocks of cells as channels. */
public final class SpaceToDepthTranslator implements Translator<SpaceToDepthLayer> {
  @Override
  public Class<SpaceToDepthLayer> type() {
    return SpaceToDepthLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(SpaceToDepthLayer.class.getName());
  }

  @Override
  public Value translate(SpaceToDepthLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getDataFormat());
    int block = conf.getBlockSize();
    if (input.height() % block != 0 || input.width() % block != 0) {
      throw new UntranslatableException(
          "its blocks of " + block + "x" + block + " cells do not divide a " + input.describe(),
          "Pad or crop the image to a multiple of the block");
    }
    SpaceToDepth op = new SpaceToDepth(block);
    return input.in(scope.output(op, List.of(input.tensor())));
  }
}
