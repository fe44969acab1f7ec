package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Convolution3D.DataFormat;
import org.deeplearning4j.nn.conf.layers.convolutional.Cropping3D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.UntranslatableException;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.tensor.Tensor;

/** Cropping of volumes, which Deeplearning4j has for NCDHW alone. */
public final class Cropping3DTranslator implements Translator<Cropping3D> {
  @Override
  public Class<Cropping3D> type() {
    return Cropping3D.class;
  }

  @Override
  public Value translate(Cropping3D conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(DataFormat.NCDHW);
    int[] ends = conf.getCropping(); // front, back, top, bottom, left, right
    int depth = input.depth() - ends[0] - ends[1];
    int height = input.height() - ends[2] - ends[3];
    int width = input.width() - ends[4] - ends[5];
    if (Math.min(depth, Math.min(height, width)) < 1) {
      throw new UntranslatableException(
          "it leaves nothing of a " + input.describe(), "Crop less than the volume's size");
    }
    Slice slice =
        new Slice(
            List.of(0, ends[0], ends[2], ends[4], 0),
            List.of(input.shape().dim(0), depth, height, width, input.channels()));
    Tensor cropped = scope.output(slice, List.of(input.tensor()));
    return input.in(cropped);
  }
}
