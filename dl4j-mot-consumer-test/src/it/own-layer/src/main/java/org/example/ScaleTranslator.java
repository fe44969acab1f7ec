package org.example;

import java.util.List;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Origin.Role;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Exports {@link Scale} as one MUL, or folded into the layer before it. */
public class ScaleTranslator implements Translator<Scale> {
  @Override
  public Class<Scale> type() {
    return Scale.class;
  }

  @Override
  public Value translate(Scale conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    float[] factors = input.order().arrange(scope.parameters().read(Scale.FACTOR));
    Tensor factor = scope.constant("factor", Role.PARAMETER, Shape.of(factors.length), factors);
    return input.in(scope.output(new Mul(Activation.NONE), List.of(input.tensor(), factor)));
  }
}
