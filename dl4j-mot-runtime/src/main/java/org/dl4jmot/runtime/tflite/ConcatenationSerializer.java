package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.ConcatenationOptions;

/** CONCATENATION. */
final class ConcatenationSerializer implements OpSerializer<Concatenation> {
  @Override
  public Class<Concatenation> kind() {
    return Concatenation.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.CONCATENATION;
  }

  @Override
  public int version(Concatenation op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.byInput(inputs, outputs);
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.ConcatenationOptions;
  }

  @Override
  public int writeOptions(Concatenation op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return ConcatenationOptions.createConcatenationOptions(
        builder, op.axis(), SchemaCodes.of(op.activation()));
  }

  @Override
  public Concatenation read(StoredOperator stored) {
    ConcatenationOptions options = stored.options(new ConcatenationOptions(), optionsType());
    return new Concatenation(
        options.axis(), SchemaCodes.activation(options.fusedActivationFunction()));
  }
}
