package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Products with one factor. */
public final class ScaleTranslator implements Translator<ScaleVertex> {
  @Override
  public Class<ScaleVertex> type() {
    return ScaleVertex.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ScaleVertex.class.getName());
  }

  @Override
  public Value translate(ScaleVertex conf, LayerScope scope, List<Value> inputs) {
    Value input = inputs.get(0);
    Tensor factor = scope.auxiliary("factor", Shape.of(1), (float) conf.getScaleFactor());
    return input.in(scope.output(new Mul(Activation.NONE), List.of(input.tensor(), factor)));
  }
}
