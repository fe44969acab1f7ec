package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Sums with one constant. */
public final class ShiftTranslator implements Translator<ShiftVertex> {
  @Override
  public Class<ShiftVertex> type() {
    return ShiftVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ShiftVertex.class.getName());
  }

  @Override
  public Value translate(ShiftVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Tensor shift = scope.auxiliary("shift", Shape.of(1), (float) conf.getShiftFactor());
    return input.in(scope.output(new Add(Activation.NONE), List.of(input.tensor(), shift)));
  }
}
