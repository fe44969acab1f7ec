package org.dl4jmot.cli.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.dl4jmot.cli.fault.BadInputException;
import org.dl4jmot.litert.LiteRt;
import org.dl4jmot.litert.LiteRtException;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.litert.LiteRtTensor;
import org.dl4jmot.runtime.kernel.TensorBuffer;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/** A file in LiteRT; also one that the pure-Java interpreter cannot run. */
final class LiteRtEngine implements Engine {
  private final LiteRtModel model;
  private final String kernels;
  // They know how real numbers become elements.
  private final List<TensorBuffer> inputs;
  private final List<TensorBuffer> outputs;

  LiteRtEngine(Path file, LiteRtOptions options, String kernels) throws IOException {
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    try {
      model = LiteRtModel.open(bytes, options);
    } catch (LiteRtException e) {
      throw new BadInputException(file + " in LiteRT: " + e.getMessage(), e);
    }
    this.kernels = kernels;
    inputs = model.inputs().stream().map(LiteRtEngine::buffer).toList();
    outputs = model.outputs().stream().map(LiteRtEngine::buffer).toList();
  }

  private static TensorBuffer buffer(LiteRtTensor tensor) {
    DataType type =
        Arrays.stream(DataType.values())
            .filter(known -> known.name().equals(tensor.type().name()))
            .findFirst()
            .orElseThrow(
                () ->
                    new BadInputException(
                        "tensor '" + tensor.name() + "' has an element type that is not known"));
    Tensor described = Tensor.computed(tensor.name(), type, Shape.of(tensor.shape()));
    return new TensorBuffer(
        tensor.scale() == 0
            ? described
            : described.withQuantization(
                QuantizationParameters.perTensor(tensor.scale(), tensor.zeroPoint())));
  }

  @Override
  public String description() {
    return "LiteRT " + LiteRt.version() + ", " + kernels;
  }

  @Override
  public List<Tensor> inputs() {
    return inputs.stream().map(TensorBuffer::tensor).toList();
  }

  @Override
  public List<Tensor> outputs() {
    return outputs.stream().map(TensorBuffer::tensor).toList();
  }

  @Override
  public void feed(int input, float[] reals) {
    inputs.get(input).setReal(reals);
    feed(input, inputs.get(input).toBytes());
  }

  @Override
  public void feed(int input, byte[] elements) {
    model.setInput(model.inputs().get(input), elements);
  }

  @Override
  public void run() {
    model.invoke();
  }

  @Override
  public float[] reals(int output) {
    outputs.get(output).set(elements(output));
    return outputs.get(output).toReal();
  }

  @Override
  public byte[] elements(int output) {
    return model.readBytes(model.outputs().get(output));
  }

  @Override
  public void close() {
    model.close();
  }
}
