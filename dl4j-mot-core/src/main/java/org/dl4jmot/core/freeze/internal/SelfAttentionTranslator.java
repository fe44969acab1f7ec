package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.layers.SelfAttentionLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Tensor;

/** Attention of each time step to all of them. */
public final class SelfAttentionTranslator implements Translator<SelfAttentionLayer> {
  @Override
  public Class<SelfAttentionLayer> type() {
    return SelfAttentionLayer.class;
  }

  @Override
  public Value translate(SelfAttentionLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence(RNNFormat.NCW);
    Tensor steps = input.tensor();
    Attention attention =
        conf.isProjectInput()
            ? MultiHeadAttention.of(scope, steps, steps)
            : new Attention.Plain(steps, steps);
    Tensor answers = attention.attend(scope, attention.prepared(scope, steps));
    return input.in(scope.output(new Identity(), List.of(answers)));
  }
}
