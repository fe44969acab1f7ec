package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.stream.Stream;
import org.dl4jmot.runtime.op.Cast;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.CastOptions;

/** CAST; the element types stand in the options. */
final class CastSerializer implements OpSerializer<Cast> {
  @Override
  public Class<Cast> kind() {
    return Cast.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.CAST;
  }

  @Override
  public int version(Cast op, List<Tensor> inputs, List<Tensor> outputs) {
    List<DataType> types = Stream.of(inputs.get(0), outputs.get(0)).map(Tensor::type).toList();
    if (types.contains(DataType.FLOAT16)) {
      return 5;
    }
    return types.contains(DataType.INT8) ? 3 : 1;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.CastOptions;
  }

  @Override
  public int writeOptions(Cast op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return CastOptions.createCastOptions(
        builder, SchemaCodes.of(inputs.get(0).type()), SchemaCodes.of(op.to()));
  }

  @Override
  public Cast read(StoredOperator stored) {
    CastOptions options = stored.options(new CastOptions(), optionsType());
    byte code = options.outDataType();
    return new Cast(
        SchemaCodes.type(code)
            .orElseThrow(() -> new TfliteFormatException("unsupported type, code " + code)));
  }
}
