package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import java.util.function.UnaryOperator;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.DepthwiseConv2DOptions;

/** DEPTHWISE_CONV_2D. The stored depth multiplier follows from the shapes and is no attribute. */
final class DepthwiseConv2dSerializer implements OpSerializer<DepthwiseConv2d> {
  private static final int FILTER_CHANNEL_AXIS = 3;

  @Override
  public Class<DepthwiseConv2d> kind() {
    return DepthwiseConv2d.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.DEPTHWISE_CONV_2D;
  }

  @Override
  public int version(DepthwiseConv2d op, List<Tensor> inputs, List<Tensor> outputs) {
    if (Versions.isHybrid(inputs, outputs)) {
      return Versions.isPerChannel(inputs.get(1), FILTER_CHANNEL_AXIS) ? 6 : 4;
    }
    if (Versions.isInteger(inputs, outputs)) {
      return 3;
    }
    if (inputs.get(0).type() == DataType.INT16 && inputs.get(1).type() == DataType.INT16) {
      return 5;
    }
    Window window = op.window();
    return window.dilationHeight() != 1 || window.dilationWidth() != 1 ? 2 : 1;
  }

  @Override
  public List<Tensor> storedInputs(List<Tensor> inputs, UnaryOperator<String> freshName) {
    return inputs.size() == 3
        ? inputs
        : List.of(
            inputs.get(0),
            inputs.get(1),
            ZeroBias.of(inputs, FILTER_CHANNEL_AXIS, freshName.apply("bias")));
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.DepthwiseConv2DOptions;
  }

  @Override
  public int writeOptions(DepthwiseConv2d op, List<Tensor> inputs, FlatBufferBuilder builder) {
    Window window = op.window();
    return DepthwiseConv2DOptions.createDepthwiseConv2DOptions(
        builder,
        SchemaCodes.of(window.padding()),
        window.strideWidth(),
        window.strideHeight(),
        inputs.get(1).shape().dim(FILTER_CHANNEL_AXIS) / inputs.get(0).shape().dim(3),
        SchemaCodes.of(op.activation()),
        window.dilationWidth(),
        window.dilationHeight());
  }

  @Override
  public DepthwiseConv2d read(StoredOperator stored) {
    DepthwiseConv2DOptions options = stored.options(new DepthwiseConv2DOptions(), optionsType());
    return new DepthwiseConv2d(
        new Window(
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            SchemaCodes.padding(options.padding())),
        SchemaCodes.activation(options.fusedActivationFunction()));
  }
}
