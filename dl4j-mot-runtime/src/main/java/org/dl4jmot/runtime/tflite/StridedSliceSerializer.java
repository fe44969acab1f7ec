package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dl4jmot.runtime.op.StridedSlice;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.StridedSliceOptions;

/**
 * STRIDED_SLICE; begin, end and strides are its second to fourth input. Files of others may leave
 * ends open by masks and count from the end; new and dropped axes are not supported.
 */
final class StridedSliceSerializer implements OpSerializer<StridedSlice> {
  @Override
  public Class<StridedSlice> kind() {
    return StridedSlice.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.STRIDED_SLICE;
  }

  @Override
  public int version(StridedSlice op, List<Tensor> inputs, List<Tensor> outputs) {
    return op.begin().size() > 4 ? 4 : Versions.boolOrInt8(inputs.get(0));
  }

  @Override
  public SortedMap<Integer, AttributeTensor> attributes(StridedSlice op, List<Tensor> inputs) {
    SortedMap<Integer, AttributeTensor> stored = new TreeMap<>();
    stored.put(ATTRIBUTE_INPUT, AttributeTensor.vector("begin", op.begin()));
    stored.put(ATTRIBUTE_INPUT + 1, AttributeTensor.vector("end", op.end()));
    stored.put(ATTRIBUTE_INPUT + 2, AttributeTensor.vector("strides", op.strides()));
    return stored;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.StridedSliceOptions;
  }

  @Override
  public int writeOptions(StridedSlice op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return StridedSliceOptions.createStridedSliceOptions(builder, 0, 0, 0, 0, 0, false);
  }

  @Override
  public StridedSlice read(StoredOperator stored) {
    StridedSliceOptions options = stored.options(new StridedSliceOptions(), optionsType());
    if (options.ellipsisMask() != 0
        || options.newAxisMask() != 0
        || options.shrinkAxisMask() != 0
        || options.offset()) {
      throw new TfliteFormatException("ellipsis, new axes, dropped axes, offsets: not supported");
    }
    Shape input = stored.input(0).shape();
    int[] begin = stored.takeInts(ATTRIBUTE_INPUT);
    int[] end = stored.takeInts(ATTRIBUTE_INPUT + 1);
    int[] strides = stored.takeInts(ATTRIBUTE_INPUT + 2);
    if (begin.length != input.rank() || end.length != input.rank()) {
      throw new TfliteFormatException(
          "begin and end must name each axis of " + input + ": " + Arrays.toString(begin));
    }
    List<Integer> from = new ArrayList<>();
    List<Integer> to = new ArrayList<>();
    for (int axis = 0; axis < begin.length; axis++) {
      int size = input.dim(axis);
      from.add(isSet(options.beginMask(), axis) ? 0 : bounded(begin[axis], size));
      to.add(isSet(options.endMask(), axis) ? size : bounded(end[axis], size));
    }
    return new StridedSlice(from, to, Arrays.stream(strides).boxed().toList());
  }

  private static boolean isSet(int mask, int axis) {
    return (mask >> axis & 1) == 1;
  }

  private static int bounded(int index, int size) {
    return Math.max(0, Math.min(size, index < 0 ? index + size : index));
  }
}
