package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping1D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;

/**
 * Cropping of sequences along axis 2 of Deeplearning4j's array: the time steps of an NCW sequence,
 * but the values of an NWC one.
 */
public final class Cropping1dTranslator implements Translator<Cropping1D> {
  @Override
  public Class<Cropping1D> type() {
    return Cropping1D.class;
  }

  @Override
  public List<String> handles() {
    return List.of(Cropping1D.class.getName());
  }

  @Override
  public Value translate(Cropping1D conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence();
    int[] cropping = conf.getCropping();
    return Croppings.cropped(scope, input, new int[] {input.axis(2)}, cropping);
  }
}
