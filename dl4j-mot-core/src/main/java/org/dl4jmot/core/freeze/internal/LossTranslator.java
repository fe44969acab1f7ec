package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Loss layers without weights: at inference their activation function is all that is left. */
public final class LossTranslator implements Translator<LossLayer> {
  @Override
  public Class<LossLayer> type() {
    return LossLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(LossLayer.class.getName());
  }

  @Override
  public List<Problem> problems(LossLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(LossLayer conf, LayerScope scope, List<Value> inputs) {
    return scope.activation(conf.getActivationFn(), inputs.get(0));
  }
}
