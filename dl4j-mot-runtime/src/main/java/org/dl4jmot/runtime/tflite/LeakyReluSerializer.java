package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.LeakyReluOptions;

/** LEAKY_RELU. */
final class LeakyReluSerializer implements OpSerializer<LeakyRelu> {
  @Override
  public Class<LeakyRelu> kind() {
    return LeakyRelu.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.LEAKY_RELU;
  }

  @Override
  public int version(LeakyRelu op, List<Tensor> inputs, List<Tensor> outputs) {
    return inputs.get(0).type() == DataType.INT16 ? 2 : 1;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.LeakyReluOptions;
  }

  @Override
  public int writeOptions(LeakyRelu op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return LeakyReluOptions.createLeakyReluOptions(builder, op.alpha());
  }

  @Override
  public LeakyRelu read(StoredOperator stored) {
    return new LeakyRelu(stored.options(new LeakyReluOptions(), optionsType()).alpha());
  }
}
