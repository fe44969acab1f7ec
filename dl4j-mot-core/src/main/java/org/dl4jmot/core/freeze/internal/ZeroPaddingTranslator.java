package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Pad;

/** Zero padding of images. */
public final class ZeroPaddingTranslator implements Translator<ZeroPaddingLayer> {
  @Override
  public Class<ZeroPaddingLayer> type() {
    return ZeroPaddingLayer.class;
  }

  @Override
  public List<String> handles() {
    return List.of(ZeroPaddingLayer.class.getName());
  }

  @Override
  public Value translate(ZeroPaddingLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Image input = inputs.get(0).requireImage(conf.getDataFormat());
    int[] padding = conf.getPadding(); // top, bottom, left, right
    Pad pad = new Pad(List.of(0, padding[0], padding[2], 0), List.of(0, padding[1], padding[3], 0));
    return input.in(scope.output(pad, List.of(input.tensor())));
  }
}
