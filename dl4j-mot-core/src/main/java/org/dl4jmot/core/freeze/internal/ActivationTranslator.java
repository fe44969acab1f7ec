package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** Layers that are nothing but an activation function. */
public final class ActivationTranslator implements Translator<ActivationLayer> {
  @Override
  public Class<ActivationLayer> type() {
    return ActivationLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ActivationLayer.class.getName());
  }

  @Override
  public List<Problem> problems(ActivationLayer conf) {
    return Activations.problems(conf.getActivationFn());
  }

  @Override
  public Value translate(ActivationLayer conf, LayerScope scope, List<Value> inputs) {
    return scope.activation(conf.getActivationFn(), inputs.get(0));
  }
}
