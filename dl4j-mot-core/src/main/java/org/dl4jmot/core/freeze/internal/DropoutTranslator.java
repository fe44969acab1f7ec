package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;

/** Dropout and noise of any kind: nothing at inference. */
public final class DropoutTranslator implements Translator<DropoutLayer> {
  @Override
  public Class<DropoutLayer> type() {
    return DropoutLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(DropoutLayer.class.getName());
  }

  @Override
  public Value translate(DropoutLayer conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    return input.in(scope.output(new Identity(), List.of(input.tensor())));
  }
}
