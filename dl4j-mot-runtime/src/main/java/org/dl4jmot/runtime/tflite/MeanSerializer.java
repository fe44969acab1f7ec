package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ReducerOptions;

/** MEAN; the axes are its second input. */
final class MeanSerializer implements OpSerializer<Mean> {
  @Override
  public Class<Mean> kind() {
    return Mean.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.MEAN;
  }

  @Override
  public int version(Mean op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.byInput(inputs, outputs);
  }

  @Override
  public Optional<AttributeTensor> attribute(Mean op) {
    int[] axes = op.axes().stream().mapToInt(Integer::intValue).toArray();
    return Optional.of(AttributeTensor.vector("axes", axes));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.ReducerOptions;
  }

  @Override
  public int writeOptions(Mean op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return ReducerOptions.createReducerOptions(builder, op.keepDimensions());
  }

  @Override
  public Mean read(StoredOperator stored) {
    ReducerOptions options = stored.options(new ReducerOptions(), optionsType());
    List<Integer> axes = Arrays.stream(stored.takeInts(ATTRIBUTE_INPUT)).boxed().toList();
    return new Mean(axes, options.keepDims());
  }
}
