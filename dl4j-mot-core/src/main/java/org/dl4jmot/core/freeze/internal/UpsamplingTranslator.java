package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Tensor;

/** Upsampling of images: each cell is repeated. */
public final class UpsamplingTranslator implements Translator<Upsampling2D> {
  @Override
  public Class<Upsampling2D> type() {
    return Upsampling2D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Upsampling2D.class.getName());
  }

  @Override
  public Value translate(Upsampling2D conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getFormat());
    int[] size = conf.getSize();
    Tensor image = input.tensor();
    return input.in(scope.output(Repetition.of(image.shape(), size[0], size[1]), List.of(image)));
  }
}
