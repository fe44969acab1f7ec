package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.ActivationFunctionType;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.L2NormOptions;

/** L2_NORMALIZATION. LiteRT has no kernel for the fused activation that its options could name. */
final class L2NormalizationSerializer implements OpSerializer<L2Normalization> {
  @Override
  public Class<L2Normalization> kind() {
    return L2Normalization.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.L2_NORMALIZATION;
  }

  @Override
  public int version(L2Normalization op, List<Tensor> inputs, List<Tensor> outputs) {
    return Versions.int8Input(outputs, outputs);
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.L2NormOptions;
  }

  @Override
  public int writeOptions(L2Normalization op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return L2NormOptions.createL2NormOptions(builder, ActivationFunctionType.NONE);
  }

  @Override
  public L2Normalization read(StoredOperator stored) {
    L2NormOptions options = stored.options(new L2NormOptions(), optionsType());
    if (options.fusedActivationFunction() != ActivationFunctionType.NONE) {
      throw new TfliteFormatException("L2_NORMALIZATION takes no fused activation");
    }
    return new L2Normalization();
  }
}
