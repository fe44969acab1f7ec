package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.FullyConnectedOptions;
import org.tensorflow.lite.schema.FullyConnectedOptionsWeightsFormat;

/** FULLY_CONNECTED. */
final class FullyConnectedSerializer implements OpSerializer<FullyConnected> {
  private static final int WEIGHTS_OUTPUT_AXIS = 0;

  /** The field {@code quantized_bias_type}, younger (2.15) than the generated classes. */
  private static final int QUANTIZED_BIAS_TYPE = 4;

  private static final int FIELDS = 5;
  private static final String PER_CHANNEL_RELEASE = "2.17.0";

  @Override
  public Class<FullyConnected> kind() {
    return FullyConnected.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.FULLY_CONNECTED;
  }

  @Override
  public int version(FullyConnected op, List<Tensor> inputs, List<Tensor> outputs) {
    boolean hybrid = Versions.isHybrid(inputs, outputs);
    if (hybrid && Versions.isPerChannel(inputs.get(1), WEIGHTS_OUTPUT_AXIS)) {
      return 12;
    }
    if (Versions.quantizedBiasType(inputs) != 0) {
      return 11;
    }
    if (inputs.get(0).type() == DataType.INT16 && inputs.get(1).type() == DataType.INT16) {
      return 7;
    }
    if (inputs.size() == 2) {
      return 6;
    }
    if (op.keepDimensions()) {
      return 5;
    }
    if (Versions.isInteger(inputs, outputs)) {
      return 4;
    }
    if (hybrid) {
      return op.asymmetricInputs() ? 9 : 3;
    }
    return 1;
  }

  /** Without a bias LiteRT adds int16 products in 32 bits, which overflow; with one in 64. */
  @Override
  public List<Tensor> storedInputs(List<Tensor> inputs, UnaryOperator<String> freshName) {
    return inputs.size() == 2 && Versions.isSixteenByEight(inputs)
        ? List.of(
            inputs.get(0),
            inputs.get(1),
            ZeroBias.of(inputs, WEIGHTS_OUTPUT_AXIS, freshName.apply("bias")))
        : inputs;
  }

  /**
   * Integer weights with a scale per output kept version 4; runtimes before 2.17 accept them and
   * use the first scale for all.
   */
  @Override
  public String minRuntime(List<Tensor> inputs, int version) {
    String release = RuntimeVersions.of(operatorCode(), version);
    boolean perChannel =
        inputs.get(0).type() != DataType.FLOAT32
            && inputs.get(1).quantization().map(q -> q.scales().length > 1).orElse(false);
    return perChannel && RuntimeVersions.ORDER.compare(release, PER_CHANNEL_RELEASE) < 0
        ? PER_CHANNEL_RELEASE
        : release;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.FullyConnectedOptions;
  }

  @Override
  public int writeOptions(FullyConnected op, List<Tensor> inputs, FlatBufferBuilder builder) {
    builder.startTable(FIELDS);
    builder.addByte(QUANTIZED_BIAS_TYPE, Versions.quantizedBiasType(inputs), 0);
    FullyConnectedOptions.addAsymmetricQuantizeInputs(builder, op.asymmetricInputs());
    FullyConnectedOptions.addKeepNumDims(builder, op.keepDimensions());
    FullyConnectedOptions.addFusedActivationFunction(builder, SchemaCodes.of(op.activation()));
    return builder.endTable();
  }

  @Override
  public FullyConnected read(StoredOperator stored) {
    FullyConnectedOptions options = stored.options(new FullyConnectedOptions(), optionsType());
    if (options.weightsFormat() != FullyConnectedOptionsWeightsFormat.DEFAULT) {
      throw new TfliteFormatException("shuffled weights are not supported");
    }
    return new FullyConnected(
        SchemaCodes.activation(options.fusedActivationFunction()),
        options.keepNumDims(),
        options.asymmetricQuantizeInputs());
  }
}
