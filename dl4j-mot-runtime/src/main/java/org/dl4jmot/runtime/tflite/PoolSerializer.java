package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.function.Function;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Pool2DOptions;

/**
 * MAX_POOL_2D and AVERAGE_POOL_2D, which share their options.
 *
 * @param <O> the operation
 */
final class PoolSerializer<O extends Op> implements OpSerializer<O> {
  private final Class<O> kind;
  private final int operatorCode;
  private final Function<O, MaxPool2d> attributes;
  private final Function<MaxPool2d, O> operation;

  private PoolSerializer(
      Class<O> kind,
      int operatorCode,
      Function<O, MaxPool2d> attributes,
      Function<MaxPool2d, O> operation) {
    this.kind = kind;
    this.operatorCode = operatorCode;
    this.attributes = attributes;
    this.operation = operation;
  }

  static PoolSerializer<MaxPool2d> max() {
    return new PoolSerializer<>(
        MaxPool2d.class, BuiltinOperator.MAX_POOL_2D, pool -> pool, pool -> pool);
  }

  static PoolSerializer<AveragePool2d> average() {
    return new PoolSerializer<>(
        AveragePool2d.class,
        BuiltinOperator.AVERAGE_POOL_2D,
        a -> new MaxPool2d(a.filterHeight(), a.filterWidth(), a.window(), a.activation()),
        m -> new AveragePool2d(m.filterHeight(), m.filterWidth(), m.window(), m.activation()));
  }

  @Override
  public Class<O> kind() {
    return kind;
  }

  @Override
  public int operatorCode() {
    return operatorCode;
  }

  @Override
  public int version(O op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.byInput(inputs, outputs);
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.Pool2DOptions;
  }

  @Override
  public int writeOptions(O op, List<Tensor> inputs, FlatBufferBuilder builder) {
    MaxPool2d pool = attributes.apply(op);
    return Pool2DOptions.createPool2DOptions(
        builder,
        SchemaCodes.of(pool.window().padding()),
        pool.window().strideWidth(),
        pool.window().strideHeight(),
        pool.filterWidth(),
        pool.filterHeight(),
        SchemaCodes.of(pool.activation()));
  }

  @Override
  public O read(StoredOperator stored) {
    Pool2DOptions options = stored.options(new Pool2DOptions(), optionsType());
    return operation.apply(
        new MaxPool2d(
            options.filterHeight(),
            options.filterWidth(),
            Window.of(options.strideH(), options.strideW(), SchemaCodes.padding(options.padding())),
            SchemaCodes.activation(options.fusedActivationFunction())));
  }
}
