package org.dl4jmot.core.freeze.internal;

import java.util.ArrayList;
import java.util.List;
import org.deeplearning4j.nn.conf.layers.ZeroPadding1DLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Pad;

/**
 * Zero padding of sequences along axis 2 of Deeplearning4j's array: the time steps of an NCW
 * sequence, but the values of an NWC one.
 */
public final class ZeroPadding1dTranslator implements Translator<ZeroPadding1DLayer> {
  @Override
  public Class<ZeroPadding1DLayer> type() {
    return ZeroPadding1DLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ZeroPadding1DLayer.class.getName());
  }

  @Override
  public Value translate(ZeroPadding1DLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Sequence input = inputs.get(0).requireSequence();
    List<Integer> before = new ArrayList<>(List.of(0, 0, 0));
    List<Integer> after = new ArrayList<>(before);
    before.set(input.axis(2), conf.getPadding()[0]);
    after.set(input.axis(2), conf.getPadding()[1]);
    return input.in(scope.output(new Pad(before, after), List.of(input.tensor())));
  }
}
