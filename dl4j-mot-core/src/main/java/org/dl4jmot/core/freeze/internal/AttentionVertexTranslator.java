package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.nn.conf.graph.AttentionVertex;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.tensor.Tensor;

/** Attention of queries to keys and values, each a sequence. */
public final class AttentionVertexTranslator implements Translator<AttentionVertex> {
  @Override
  public Class<AttentionVertex> type() {
    return AttentionVertex.class;
  }

  @Override
  public Value translate(AttentionVertex conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence queries = inputs.get(0).requireSequence(RNNFormat.NCW);
    Tensor keys = inputs.get(1).requireSequence(RNNFormat.NCW).tensor();
    Tensor values = inputs.get(2).requireSequence(RNNFormat.NCW).tensor();
    Attention attention =
        conf.isProjectInput()
            ? MultiHeadAttention.of(scope, keys, values)
            : new Attention.Plain(keys, values);
    Tensor answers = attention.attend(scope, attention.prepared(scope, queries.tensor()));
    return queries.in(scope.output(new Identity(), List.of(answers)));
  }
}
