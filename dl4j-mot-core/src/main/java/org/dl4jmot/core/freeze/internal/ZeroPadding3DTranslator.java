package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.ZeroPadding3DLayer;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Pad;

/** Zero padding of volumes, which Deeplearning4j has for NCDHW alone. */
public final class ZeroPadding3DTranslator implements Translator<ZeroPadding3DLayer> {
  @Override
  public Class<ZeroPadding3DLayer> type() {
    return ZeroPadding3DLayer.class;
  }

  @Override
  public Value translate(ZeroPadding3DLayer conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(DataFormat.NCDHW);
    int[] ends = conf.getPadding(); // front, back, top, bottom, left, right
    Pad pad =
        new Pad(List.of(0, ends[0], ends[2], ends[4], 0), List.of(0, ends[1], ends[3], ends[5], 0));
    return input.in(scope.output(pad, List.of(input.tensor())));
  }
}
