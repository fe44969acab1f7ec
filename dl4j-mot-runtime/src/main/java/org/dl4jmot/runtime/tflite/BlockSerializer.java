package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.DepthToSpace;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.SpaceToDepth;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DepthToSpaceOptions;
import org.tensorflow.lite.schema.SpaceToDepthOptions;

/**
 * SPACE_TO_DEPTH and DEPTH_TO_SPACE, whose only attribute is the block.
 *
 * @param <O> the operation
 */
final class BlockSerializer<O extends Op> implements OpSerializer<O> {
  private final Class<O> kind;
  private final int operatorCode;
  private final byte optionsType;
  private final Writer<O> writer;
  private final Reader<O> reader;

  @FunctionalInterface
  private interface Writer<O> {
    int write(FlatBufferBuilder builder, O op);
  }

  @FunctionalInterface
  private interface Reader<O> {
    O read(StoredOperator stored);
  }

  private BlockSerializer(
      Class<O> kind, int operatorCode, byte optionsType, Writer<O> writer, Reader<O> reader) {
    this.kind = kind;
    this.operatorCode = operatorCode;
    this.optionsType = optionsType;
    this.writer = writer;
    this.reader = reader;
  }

  static OpSerializer<SpaceToDepth> spaceToDepth() {
    byte type = BuiltinOptions.SpaceToDepthOptions;
    return new BlockSerializer<>(
        SpaceToDepth.class,
        BuiltinOperator.SPACE_TO_DEPTH,
        type,
        (builder, op) -> SpaceToDepthOptions.createSpaceToDepthOptions(builder, op.block()),
        stored -> new SpaceToDepth(stored.options(new SpaceToDepthOptions(), type).blockSize()));
  }

  static OpSerializer<DepthToSpace> depthToSpace() {
    byte type = BuiltinOptions.DepthToSpaceOptions;
    return new BlockSerializer<>(
        DepthToSpace.class,
        BuiltinOperator.DEPTH_TO_SPACE,
        type,
        (builder, op) -> DepthToSpaceOptions.createDepthToSpaceOptions(builder, op.block()),
        stored -> new DepthToSpace(stored.options(new DepthToSpaceOptions(), type).blockSize()));
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
    return inputs.get(0).type() == DataType.INT8 ? 2 : 1;
  }

  @Override
  public byte optionsType() {
    return optionsType;
  }

  @Override
  public int writeOptions(O op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return writer.write(builder, op);
  }

  @Override
  public O read(StoredOperator stored) {
    return reader.read(stored);
  }
}
