package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.EmbeddingLayer;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;

/** The row of a table for one index per sample. */
public final class EmbeddingTranslator implements Translator<EmbeddingLayer> {
  @Override
  public Class<EmbeddingLayer> type() {
    return EmbeddingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(EmbeddingLayer.class.getName());
  }

  @Override
  public List<Problem> problems(EmbeddingLayer conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(EmbeddingLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Features input = inputs.get(0).requireFeatures();
    int batch = input.shape().dim(0);
    if (input.shape().dim(1) != 1) {
      throw new UntranslatableException(
          "it takes one index a sample but is fed " + input.describe(),
          "Pass InputType.feedForward(1) along with the network; for several indices use an"
              + " EmbeddingSequenceLayer");
    }
    FeatureOrder order = FeatureOrder.same(Embeddings.columns(scope));
    return Embeddings.rows(
        scope,
        input.tensor(),
        Shape.of(batch),
        conf.hasBias(),
        conf.getActivationFn(),
        rows -> new Value.Features(rows, order));
  }
}
