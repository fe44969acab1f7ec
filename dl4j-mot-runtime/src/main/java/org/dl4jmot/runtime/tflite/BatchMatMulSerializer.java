package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchMatMul.Order;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BatchMatMulOptions;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;

/** BATCH_MATMUL; its hybrid form quantizes the left matrices without a zero point. */
final class BatchMatMulSerializer implements OpSerializer<BatchMatMul> {
  private static final int MOST_AXES_OF_OLD = 4;

  @Override
  public Class<BatchMatMul> kind() {
    return BatchMatMul.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.BATCH_MATMUL;
  }

  @Override
  public int version(BatchMatMul op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.byInput(inputs, outputs);
  }

  /** TFLite 2.6.2 refuses five axes, and multiplies garbage where int8 weights meet floats. */
  @Override
  public String minRuntime(List<Tensor> inputs, int version) {
    boolean large = inputs.stream().anyMatch(tensor -> tensor.shape().rank() > MOST_AXES_OF_OLD);
    boolean hybrid = inputs.get(0).type() != inputs.get(1).type();
    return large || hybrid ? RuntimeVersions.TESTED : RuntimeVersions.of(operatorCode(), version);
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.BatchMatMulOptions;
  }

  @Override
  public int writeOptions(BatchMatMul op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return BatchMatMulOptions.createBatchMatMulOptions(
        builder, op.left() == Order.TRANSPOSED, op.right() == Order.TRANSPOSED, false);
  }

  @Override
  public BatchMatMul read(StoredOperator stored) {
    BatchMatMulOptions options = stored.options(new BatchMatMulOptions(), optionsType());
    if (options.asymmetricQuantizeInputs()) {
      throw new TfliteFormatException("asymmetric inputs are not supported");
    }
    return new BatchMatMul(order(options.adjX()), order(options.adjY()));
  }

  private static Order order(boolean transposed) {
    return transposed ? Order.TRANSPOSED : Order.PLAIN;
  }
}
