package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.op.ResizeNearestNeighbor;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ResizeNearestNeighborOptions;

/** RESIZE_NEAREST_NEIGHBOR, cells aligned at their upper left corner; the size is an input. */
final class ResizeNearestNeighborSerializer implements OpSerializer<ResizeNearestNeighbor> {
  @Override
  public Class<ResizeNearestNeighbor> kind() {
    return ResizeNearestNeighbor.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.RESIZE_NEAREST_NEIGHBOR;
  }

  @Override
  public int version(ResizeNearestNeighbor op, List<Tensor> inputs, List<Tensor> outputs) {
    DataType type = inputs.get(0).type();
    return type == DataType.INT16 ? 4 : type == DataType.INT8 ? 2 : 1;
  }

  @Override
  public Optional<AttributeTensor> attribute(ResizeNearestNeighbor op) {
    return Optional.of(AttributeTensor.vector("size", op.height(), op.width()));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.ResizeNearestNeighborOptions;
  }

  @Override
  public int writeOptions(
      ResizeNearestNeighbor op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return ResizeNearestNeighborOptions.createResizeNearestNeighborOptions(builder, false, false);
  }

  @Override
  public ResizeNearestNeighbor read(StoredOperator stored) {
    ResizeNearestNeighborOptions options =
        stored.options(new ResizeNearestNeighborOptions(), optionsType());
    if (options.alignCorners() || options.halfPixelCenters()) {
      throw new TfliteFormatException("aligned corners and pixel centers are not supported");
    }
    int[] size = stored.takeInts(ATTRIBUTE_INPUT);
    if (size.length != 2) {
      throw new TfliteFormatException("the size must have 2 elements, not " + size.length);
    }
    return new ResizeNearestNeighbor(size[0], size[1]);
  }
}
