package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.misc.RepeatVector;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/** A vector as every step of a sequence. */
public final class RepeatVectorTranslator implements Translator<RepeatVector> {
  @Override
  public Class<RepeatVector> type() {
    return RepeatVector.class;
  }

  @Override
  public List<String> handles() {
    return List.of(RepeatVector.class.getName());
  }

  @Override
  public Value translate(RepeatVector conf, LayerScope scope, List<Value> inputs) {
    return Recurrences.repeated(
        scope, inputs.get(0).requireFeatures(), conf.getN(), conf.getDataFormat());
  }
}
