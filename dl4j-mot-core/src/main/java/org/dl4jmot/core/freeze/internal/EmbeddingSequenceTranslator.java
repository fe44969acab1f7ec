package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.EmbeddingSequenceLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Problem;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * The rows of a table for a sequence of indices, given as a vector or as a sequence of one value a
 * step.
 */
public final class EmbeddingSequenceTranslator implements Translator<EmbeddingSequenceLayer> {
  @Override
  public Class<EmbeddingSequenceLayer> type() {
    return EmbeddingSequenceLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(EmbeddingSequenceLayer.class.getName());
  }

  @Override
  public List<Problem> problems(EmbeddingSequenceLayer conf) {
    return Layers.problems(conf);
  }

  @Override
  public Value translate(EmbeddingSequenceLayer conf, LayerScope scope, List<Value> inputs) {
    Tensor input = inputs.get(0).tensor();
    Shape shape = input.shape();
    int length = shape.elements() / shape.dim(0);
    boolean single = shape.rank() == 2 || (shape.rank() == 3 && shape.dim(2) == 1);
    if (!single || (!conf.isInferInputLength() && conf.getInputLength() != length)) {
      throw new UntranslatableException(
          "it takes "
              + (conf.isInferInputLength() ? "indices" : conf.getInputLength() + " indices")
              + ", one a step, but is fed "
              + inputs.get(0).describe(),
          "Pass InputType.feedForward(length) along with the network, length being the number of"
              + " indices");
    }
    return Embeddings.rows(
        scope,
        input,
        Shape.of(shape.dim(0), length),
        conf.hasBias(),
        conf.getActivationFn(),
        rows -> new Value.Sequence(rows, conf.getOutputFormat()));
  }
}
