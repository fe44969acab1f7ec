package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.CapsuleStrengthLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.Tensor;

/** Lengths of capsules. Deeplearning4j holds capsules as an NCW sequence, one a channel. */
public final class CapsuleStrengthTranslator implements Translator<CapsuleStrengthLayer> {
  @Override
  public Class<CapsuleStrengthLayer> type() {
    return CapsuleStrengthLayer.class;
  }

  @Override
  public Value translate(CapsuleStrengthLayer conf, LayerScope scope, List<Value> inputs) {
    Tensor capsules = inputs.get(0).requireSequence(RNNFormat.NCW).tensor();
    Tensor squares = scope.helper("squares", new Mul(Activation.NONE), List.of(capsules, capsules));
    Tensor sum = scope.helper("sum", new Sum(List.of(1), false), List.of(squares));
    return Value.Features.of(scope.output(new Sqrt(), List.of(sum)));
  }
}
