package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.TransposeConvOptions;

/** TRANSPOSE_CONV; its inputs in the file are the result's shape, filter, image and bias. */
final class TransposeConvSerializer implements OpSerializer<TransposeConv> {
  private static final int RESULT_SHAPE_INPUT = 0;

  @Override
  public Class<TransposeConv> kind() {
    return TransposeConv.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.TRANSPOSE_CONV;
  }

  @Override
  public int version(TransposeConv op, List<Tensor> inputs, List<Tensor> outputs) {
    if (op.activation() != Activation.NONE) {
      return 4;
    }
    if (inputs.size() == 3) {
      return 3;
    }
    return inputs.get(1).type() == DataType.INT8 ? 2 : 1;
  }

  /**
   * LiteRT's op_version.cc does not tell int8 weights of a float image from the integer form, for
   * which runtime_version.cc says 2.2.0, or 2.3.0 with a bias. No table says which release brought
   * them: the tested one is sure.
   */
  @Override
  public String minRuntime(List<Tensor> inputs, int version) {
    boolean hybrid =
        inputs.get(0).type() == DataType.FLOAT32 && inputs.get(1).type() == DataType.INT8;
    return hybrid ? RuntimeVersions.TESTED : RuntimeVersions.of(operatorCode(), version);
  }

  @Override
  public SortedMap<Integer, AttributeTensor> attributes(TransposeConv op, List<Tensor> inputs) {
    int batch = inputs.get(0).shape().dim(0);
    int channels = inputs.get(1).shape().dim(0);
    SortedMap<Integer, AttributeTensor> stored = new TreeMap<>();
    stored.put(
        RESULT_SHAPE_INPUT,
        AttributeTensor.vector("shape", batch, op.height(), op.width(), channels));
    return stored;
  }

  /** The filter comes before the image. */
  @Override
  public <T> List<T> exchanged(List<T> inputs) {
    List<T> stored = new ArrayList<>(inputs);
    if (stored.size() > 1) {
      Collections.swap(stored, 0, 1);
    }
    return stored;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.TransposeConvOptions;
  }

  @Override
  public int writeOptions(TransposeConv op, List<Tensor> inputs, FlatBufferBuilder builder) {
    return TransposeConvOptions.createTransposeConvOptions(
        builder,
        SchemaCodes.of(op.window().padding()),
        op.window().strideWidth(),
        op.window().strideHeight(),
        SchemaCodes.of(op.activation()));
  }

  @Override
  public TransposeConv read(StoredOperator stored) {
    TransposeConvOptions options = stored.options(new TransposeConvOptions(), optionsType());
    int[] shape = stored.takeInts(RESULT_SHAPE_INPUT);
    if (shape.length != 4) {
      throw new TfliteFormatException("the result's shape must have 4 elements");
    }
    return new TransposeConv(
        shape[1],
        shape[2],
        Window.of(options.strideH(), options.strideW(), SchemaCodes.padding(options.padding())),
        SchemaCodes.activation(options.fusedActivationFunction()));
  }
}
