package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.SoftmaxOptions;

/** SOFTMAX. */
final class SoftmaxSerializer implements OpSerializer<Softmax> {
  @Override
  public Class<Softmax> kind() {
    return Softmax.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.SOFTMAX;
  }

  @Override
  public int version(Softmax op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.byInput(inputs, outputs);
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.SoftmaxOptions;
  }

  @Override
  public int writeOptions(Softmax op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return SoftmaxOptions.createSoftmaxOptions(builder, op.beta());
  }

  @Override
  public Softmax read(StoredOperator stored) {
    return new Softmax(stored.options(new SoftmaxOptions(), optionsType()).beta());
  }
}
