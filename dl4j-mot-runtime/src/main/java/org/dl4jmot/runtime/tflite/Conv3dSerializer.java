package org.dl4jmot.runtime.tflite;

import com.google.flatbuffers.FlatBufferBuilder;
import java.util.List;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.Tensor;
import org.tensorflow.lite.schema.BuiltinOperator;
import org.tensorflow.lite.schema.BuiltinOptions;
import org.tensorflow.lite.schema.Conv3DOptions;

/** CONV_3D. */
final class Conv3dSerializer implements OpSerializer<Conv3d> {
  @Override
  public Class<Conv3d> kind() {
    return Conv3d.class;
  }

  @Override
  public int operatorCode() {
    return BuiltinOperator.CONV_3D;
  }

  @Override
  public int version(Conv3d op, List<Tensor> inputs, List<Tensor> outputs) {
    return 1;
  }

  @Override
  public byte optionsType() {
    return BuiltinOptions.Conv3DOptions;
  }

  @Override
  public int writeOptions(Conv3d op, List<Tensor> inputs, FlatBufferBuilder builder) {
    Window window = op.window();
    return Conv3DOptions.createConv3DOptions(
        builder,
        SchemaCodes.of(window.padding()),
        op.strideDepth(),
        window.strideWidth(),
        window.strideHeight(),
        SchemaCodes.of(op.activation()),
        op.dilationDepth(),
        window.dilationWidth(),
        window.dilationHeight());
  }

  @Override
  public Conv3d read(StoredOperator stored) {
    Conv3DOptions options = stored.options(new Conv3DOptions(), optionsType());
    Window window =
        new Window(
            options.strideH(),
            options.strideW(),
            options.dilationHFactor(),
            options.dilationWFactor(),
            SchemaCodes.padding(options.padding()));
    return new Conv3d(
        options.strideD(),
        options.dilationDFactor(),
        window,
        SchemaCodes.activation(options.fusedActivationFunction()));
  }
}
