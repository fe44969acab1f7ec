package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.Gather;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.GatherOptions;

/** GATHER, without batch dimensions. */
final class GatherSerializer implements OpSerializer<Gather> {
  @Override
  public Class<Gather> kind() {
    return Gather.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.GATHER;
  }

  @Override
  public int version(Gather op, List<Tensor> inputs, List<Tensor> outputs) {
    return switch (inputs.get(0).type()) {
      case INT16 -> 4;
      case BOOL -> 3;
      case INT8 -> 2;
      default -> 1;
    };
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.GatherOptions;
  }

  @Override
  public int writeOptions(Gather op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return GatherOptions.createGatherOptions(builder, op.axis(), 0);
  }

  @Override
  public Gather read(StoredOperator stored) {
    GatherOptions options = stored.options(new GatherOptions(), optionsType());
    if (options.batchDims() != 0) {
      throw new TfliteFormatException("batch dimensions are not supported");
    }
    return new Gather(options.axis());
  }
}
