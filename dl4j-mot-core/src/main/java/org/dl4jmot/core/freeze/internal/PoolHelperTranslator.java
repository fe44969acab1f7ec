package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.PoolHelperVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/**
 * Images without their first row and column. Deeplearning4j cuts the third and the fourth axis:
 * what NHWC images lose is a column and a channel.
 */
public final class PoolHelperTranslator implements Translator<PoolHelperVertex> {
  @Override
  public Class<PoolHelperVertex> type() {
    return PoolHelperVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(PoolHelperVertex.class.getName());
  }

  @Override
  public Value translate(PoolHelperVertex conf, LayerScope scope, List<Value> inputs) {
    Value.Image image = inputs.get(0).requireImage();
    Slices box = Slices.of(image);
    for (int trained = 2; trained <= 3; trained++) {
      int axis = image.axis(trained);
      box.cut(axis, 1, image.shape().dim(axis));
    }
    return image.in(scope.output(box.operation(), List.of(image.tensor())));
  }
}
