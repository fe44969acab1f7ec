package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Local response normalization across channels. */
public final class LocalResponseNormalizationTranslator
    implements Translator<LocalResponseNormalization> {
  @Override
  public Class<LocalResponseNormalization> type() {
    return LocalResponseNormalization.class;
  }

  @Override
  public List<String> handles() {
    return List.of(LocalResponseNormalization.class.getName());
  }

  @Override
  public Value translate(LocalResponseNormalization conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getDataFormat());
    var op =
        new org.dl4jmot.runtime.op.LocalResponseNormalization(
            (int) conf.getN() / 2,
            (float) conf.getK(),
            (float) conf.getAlpha(),
            (float) conf.getBeta());
    return input.in(scope.output(op, List.of(input.tensor())));
  }
}
