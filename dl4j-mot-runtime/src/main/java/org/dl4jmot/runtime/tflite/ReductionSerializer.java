package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ReducerOptions;

/**
 * MEAN, SUM and REDUCE_MAX; the axes are their second input.
 *
 * @param <O> the operation
 */
final class ReductionSerializer<O extends Op> implements OpSerializer<O> {
  /** The operation: class, code, version, reading of its attributes and construction. */
  private record Operation<O>(
      Class<O> kind,
      int code,
      ToIntBiFunction<List<Tensor>, List<Tensor>> version,
      Function<O, List<Integer>> axes,
      Function<O, Boolean> keepDimensions,
      BiFunction<List<Integer>, Boolean, O> create) {}

  private final Operation<O> operation;

  private ReductionSerializer(Operation<O> operation) {
    this.operation = operation;
  }

  static OpSerializer<Mean> mean() {
    return new ReductionSerializer<>(
        new Operation<>(
            Mean.class,
            BuiltinOperator.MEAN,
            Versions::byInput,
            Mean::axes,
            Mean::keepDimensions,
            Mean::new));
  }

  static OpSerializer<Sum> sum() {
    return new ReductionSerializer<>(
        new Operation<>(
            Sum.class,
            BuiltinOperator.SUM,
            Versions::int8Input,
            Sum::axes,
            Sum::keepDimensions,
            Sum::new));
  }

  static OpSerializer<ReduceMax> max() {
    return new ReductionSerializer<>(
        new Operation<>(
            ReduceMax.class,
            BuiltinOperator.REDUCE_MAX,
            Versions::byInput,
            ReduceMax::axes,
            ReduceMax::keepDimensions,
            ReduceMax::new));
  }

  @Override
  public Class<O> kind() {
    return operation.kind();
  }

  @Override
  public int operatorCode() {
    return operation.code();
  }

  @Override
  public int version(O op, List<Tensor> inputs, List<Tensor> outputs) {
    return operation.version().applyAsInt(inputs, outputs);
  }

  /** TFLite 2.6.2 lets int8 sums wrap around where they leave the result's range. */
  @Override
  public String minRuntime(List<Tensor> inputs, int version) {
    boolean wraps =
        operation.code() == BuiltinOperator.SUM && inputs.get(0).type() == DataType.INT8;
    return wraps ? RuntimeVersions.TESTED : RuntimeVersions.of(operatorCode(), version);
  }

  @Override
  public Optional<AttributeTensor> attribute(O op) {
    int[] axes = operation.axes().apply(op).stream().mapToInt(Integer::intValue).toArray();
    return Optional.of(AttributeTensor.vector("axes", axes));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.ReducerOptions;
  }

  @Override
  public int writeOptions(O op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return ReducerOptions.createReducerOptions(builder, operation.keepDimensions().apply(op));
  }

  @Override
  public O read(StoredOperator stored) {
    ReducerOptions options = stored.options(new ReducerOptions(), optionsType());
    List<Integer> axes = Arrays.stream(stored.takeInts(ATTRIBUTE_INPUT)).boxed().toList();
    return operation.create().apply(axes, options.keepDims());
  }
}
