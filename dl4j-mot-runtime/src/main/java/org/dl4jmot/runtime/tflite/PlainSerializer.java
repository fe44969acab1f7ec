package org.dl4jmot.runtime.tflite;

import java.util.List;
import java.util.function.Supplier;
import java.util.function.ToIntBiFunction;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Operators without attributes.
 *
 * @param <O> the operation
 */
final class PlainSerializer<O extends Op> implements OpSerializer<O> {
  private final Class<O> kind;
  private final int operatorCode;
  private final Supplier<O> operation;
  private final ToIntBiFunction<List<Tensor>, List<Tensor>> version;

  PlainSerializer(
      Class<O> kind,
      int operatorCode,
      Supplier<O> operation,
      ToIntBiFunction<List<Tensor>, List<Tensor>> version) {
    this.kind = kind;
    this.operatorCode = operatorCode;
    this.operation = operation;
    this.version = version;
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
    return version.applyAsInt(inputs, outputs);
  }

  @Override
  public O read(StoredOperator stored) {
    return operation.get();
  }
}
