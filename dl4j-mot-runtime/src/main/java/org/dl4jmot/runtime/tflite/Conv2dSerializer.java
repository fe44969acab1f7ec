package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv2DOptions;

/** CONV_2D. */
final class Conv2dSerializer implements OpSerializer<Conv2d> {
  private static final int FILTER_OUTPUT_AXIS = 0;

  /** The field {@code quantized_bias_type}, younger (2.15) than the generated classes. */
  private static final int QUANTIZED_BIAS_TYPE = 6;

  private static final int FIELDS = 7;

  @Override
  public Class<Conv2d> kind() {
    return Conv2d.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.CONV_2D;
  }

  @Override
  public int version(Conv2d op, List<Tensor> inputs, List<Tensor> outputs) {
    if (Versions.quantizedBiasType(inputs) != 0) {
      return 8;
    }
    if (Versions.isInteger(inputs, outputs)) {
      return 3;
    }
    if (Versions.isHybrid(inputs, outputs)) {
      return Versions.isPerChannel(inputs.get(1), FILTER_OUTPUT_AXIS) ? 5 : 2;
    }
    return 1;
  }

  @Override
  public List<Tensor> storedInputs(List<Tensor> inputs, UnaryOperator<String> freshName) {
    return inputs.size() == 3
        ? inputs
        : List.of(
            inputs.get(0),
            inputs.get(1),
            ZeroBias.of(inputs, FILTER_OUTPUT_AXIS, freshName.apply("bias")));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.Conv2DOptions;
  }

  @Override
  public int writeOptions(Conv2d op, List<Tensor> inputs, FlatBufferBuilder builder) {
    Window window = op.window();
    builder.startTable(FIELDS);
    Conv2DOptions.addDilationHFactor(builder, window.dilationHeight());
    Conv2DOptions.addDilationWFactor(builder, window.dilationWidth());
    Conv2DOptions.addStrideH(builder, window.strideHeight());
    Conv2DOptions.addStrideW(builder, window.strideWidth());
    builder.addByte(QUANTIZED_BIAS_TYPE, Versions.quantizedBiasType(inputs), 0);
    Conv2DOptions.addFusedActivationFunction(builder, SchemaCodes.of(op.activation()));
    Conv2DOptions.addPadding(builder, SchemaCodes.of(window.padding()));
    return builder.endTable();
  }

  @Override
  public Conv2d read(StoredOperator stored) {
    Conv2DOptions options = stored.options(new Conv2DOptions(), optionsType());
    return new Conv2d(
        new Window(
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            SchemaCodes.padding(options.padding())),
        SchemaCodes.activation(options.fusedActivationFunction()));
  }
}
