package org.example;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Exports {@link Gated} as MUL, LOGISTIC, MUL. */
public class GatedTranslator implements Translator<Gated> {
  @Override
  public Class<Gated> type() {
    return Gated.class;
  }

  @Override
  public Value translate(Gated conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Mul mul = new Mul(Activation.NONE);
    Tensor factor = scope.auxiliary("factor", Shape.of(1), (float) conf.getFactor());
    Tensor scaled = scope.helper("scaled", mul, List.of(input.tensor(), factor));
    Tensor gate = scope.helper("gate", new Logistic(), List.of(scaled));
    return input.in(scope.output(mul, List.of(input.tensor(), gate)));
  }
}
