package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.RNNFormat;
import org.deeplearning4j.preprocessors.KerasFlattenRnnPreprocessor;
import org.dl4jmot.core.freeze.spi.FeatureOrder;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.tensor.Shape;

/** Preprocessors that turn a whole sequence into one vector. */
public final class FlattenedSequenceTranslator implements Translator<KerasFlattenRnnPreprocessor> {
  @Override
  public Class<KerasFlattenRnnPreprocessor> type() {
    return KerasFlattenRnnPreprocessor.class;
  }

  @Override
  public List<String> handles() {
    return List.of(KerasFlattenRnnPreprocessor.class.getName());
  }

  @Override
  public Value translate(KerasFlattenRnnPreprocessor conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence sequence = inputs.get(0).requireSequence();
    int features = sequence.length() * sequence.channels();
    Shape shape = Shape.of(sequence.shape().dim(0), features);
    return new Value.Features(
        scope.reshaped("input", sequence.tensor(), shape),
        sequence.format() == RNNFormat.NCW
            ? FeatureOrder.channelsFirst(sequence.length(), 1, sequence.channels())
            : FeatureOrder.same(features));
  }
}
