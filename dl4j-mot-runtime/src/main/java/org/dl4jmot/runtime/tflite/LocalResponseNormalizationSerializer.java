package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.LocalResponseNormalization;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.LocalResponseNormalizationOptions;

/** LOCAL_RESPONSE_NORMALIZATION. */
final class LocalResponseNormalizationSerializer
    implements OpSerializer<LocalResponseNormalization> {
  @Override
  public Class<LocalResponseNormalization> kind() {
    return LocalResponseNormalization.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.LOCAL_RESPONSE_NORMALIZATION;
  }

  @Override
  public int version(LocalResponseNormalization op, List<Tensor> inputs, List<Tensor> outputs) {
    return 1;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.LocalResponseNormalizationOptions;
  }

  @Override
  public int writeOptions(
      LocalResponseNormalization op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return LocalResponseNormalizationOptions.createLocalResponseNormalizationOptions(
        builder, op.radius(), op.bias(), op.alpha(), op.beta());
  }

  @Override
  public LocalResponseNormalization read(StoredOperator stored) {
    LocalResponseNormalizationOptions options =
        stored.options(new LocalResponseNormalizationOptions(), optionsType());
    return new LocalResponseNormalization(
        options.radius(), options.bias(), options.alpha(), options.beta());
  }
}
