package org.dl4jmot.core.freeze.internal;

import java.util.List;
import org.deeplearning4j.nn.conf.layers.Upsampling3D;
import org.dl4jmot.core.freeze.spi.LayerScope;
import org.dl4jmot.core.freeze.spi.Translator;
import org.dl4jmot.core.freeze.spi.Value;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** Three-dimensional upsampling: of each slice, then along the depth. */
public final class Upsampling3DTranslator implements Translator<Upsampling3D> {
  @Override
  public Class<Upsampling3D> type() {
    return Upsampling3D.class;
  }

  @Override
  public Value translate(Upsampling3D conf, LayerScope scope, List<Value> inputs) {
    Value.Volume input = inputs.get(0).requireVolume(conf.getDataFormat());
    int batch = input.shape().dim(0);
    int depth = input.depth();
    int height = input.height() * conf.getSize()[1];
    int width = input.width() * conf.getSize()[2];
    int channels = input.channels();
    Shape slices = Shape.of(batch * depth, input.height(), input.width(), channels);
    Tensor planes =
        scope.helper(
            "upsampled-slices",
            new ResizeNearestNeighbor(height, width),
            List.of(scope.reshaped("slices", input.tensor(), slices)));
    Shape columns = Shape.of(batch, depth, height * width, channels);
    Tensor volume =
        scope.helper(
            "upsampled",
            new ResizeNearestNeighbor(depth * conf.getSize()[0], height * width),
            List.of(scope.reshaped("columns", planes, columns)));
    Shape shape = Shape.of(batch, depth * conf.getSize()[0], height, width, channels);
    return input.in(scope.output(new Reshape(shape), List.of(volume)));
  }
}
