package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping2D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Cropping of images. */
public final class CroppingTranslator implements Translator<Cropping2D> {
  @Override
  public Class<Cropping2D> type() {
    return Cropping2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Cropping2D.class.getName());
  }

  @Override
  public Value translate(Cropping2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getDataFormat());
    // top, bottom, left, right
    return Croppings.cropped(scope, input, new int[] {1, 2}, conf.getCropping());
  }
}
