package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.UnstackVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;

/** Equal parts of a batch. */
public final class UnstackTranslator implements Translator<UnstackVertex> {
  @Override
  public Class<UnstackVertex> type() {
    return UnstackVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(UnstackVertex.class.getName());
  }

  @Override
  public Value translate(UnstackVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    int step = input.shape().dim(0) / conf.getStackSize();
    if (step == 0) {
      throw new UntranslatableException(
          "it takes one of " + conf.getStackSize() + " parts of a " + input.describe(),
          "Put a StackVertex of as many inputs in front of it");
    }
    Slices part = Slices.of(input).cut(0, conf.getFrom() * step, (conf.getFrom() + 1) * step);
    return input.in(scope.output(part.operation(), List.of(input.tensor())));
  }
}
