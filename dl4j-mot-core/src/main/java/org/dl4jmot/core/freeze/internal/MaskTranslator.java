package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.util.MaskLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;

/** Masks: a file is fed none, and without one the layer does nothing. */
public final class MaskTranslator implements Translator<MaskLayer> {
  @Override
  public Class<MaskLayer> type() {
    return MaskLayer.class;
  }

  @Override
  public Value translate(MaskLayer conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    return input.in(scope.output(new Identity(), List.of(input.tensor())));
  }
}
