package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.INT8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.List;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A network with skip connections, random weights: every int8 tensor equals LiteRT's. */
class ResidualNetworkTest {
  private static final int CHANNELS = 12;
  private static final int RUNS = Integer.getInteger("dl4jmot.sweep.cases", 20);
  private static final Window SAME = Window.of(1, 1, Padding.SAME);

  private final GraphBuilder builder = Graph.builder();
  private Draw draw = new Draw(0);
  private int names;

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3})
  void equalsLiteRtInEveryTensor(long seed) {
    Reference.require();
    draw = new Draw(seed);
    Graph graph = network();
    Interpreter ours = new Interpreter(graph);
    try (LiteRtModel theirs =
        LiteRtModel.open(
            TfliteWriter.toBytes(graph, FileMetadata.none()),
            LiteRtOptions.builtIn().preservingAllTensors())) {
      for (int run = 0; run < RUNS; run++) {
        ours.input(0).set(draw.floats(ours.input(0).elements()));
        theirs.setInput(theirs.inputs().get(0), ours.input(0).toBytes());
        ours.run();
        theirs.invoke();
        for (Tensor tensor : graph.tensors()) {
          assertArrayEquals(
              theirs.readBytes(theirs.tensor(tensor.name())),
              ours.tensor(tensor.name()).toBytes(),
              () -> "seed " + seed + ", " + tensor);
        }
      }
    }
  }

  private Graph network() {
    Tensor input = builder.input(Tensor.ofFloat("input", Shape.of(1, 14, 14, 3)));
    Tensor image = node(new Quantize(), quantized(0.02f, 0), input);
    Tensor first = convolution(image, Activation.RELU);
    Tensor second = block(block(first));
    Tensor rescaled = node(new Quantize(), second.requireQuantization(), first);
    Tensor both =
        node(new Concatenation(3, Activation.NONE), second.requireQuantization(), second, rescaled);
    Tensor pooled = node(new Mean(List.of(1, 2), false), quantized(0.02f, -128), both);
    Tensor logits = dense(pooled, 10);
    Tensor result = node(Softmax.standard(), quantized(1f / 256, -128), logits);
    return builder.output("result", result).build();
  }

  private Tensor block(Tensor input) {
    Tensor inner = convolution(depthwise(input), Activation.NONE);
    return node(new Add(Activation.RELU), quantized(draw.real(0.02, 0.06), -128), input, inner);
  }

  private Tensor convolution(Tensor input, Activation activation) {
    Shape filter = Shape.of(CHANNELS, 3, 3, input.shape().dim(3));
    Op op = new Conv2d(SAME, activation);
    return weighted(op, input, filter, 0, CHANNELS);
  }

  private Tensor depthwise(Tensor input) {
    Shape filter = Shape.of(1, 3, 3, input.shape().dim(3));
    Op op = new DepthwiseConv2d(SAME, Activation.RELU6);
    return weighted(op, input, filter, 3, input.shape().dim(3));
  }

  private Tensor dense(Tensor input, int units) {
    Shape weights = Shape.of(units, input.shape().dim(1));
    return weighted(FullyConnected.of(Activation.NONE), input, weights, 0, units);
  }

  /** Weights of unit gain, so that activations neither vanish nor saturate. */
  private Tensor weighted(Op op, Tensor input, Shape shape, int axis, int channels) {
    float[] scales = new float[channels];
    float[] products = new float[channels];
    double gain = 1 / (73 * Math.sqrt((double) shape.elements() / channels));
    for (int c = 0; c < channels; c++) {
      scales[c] = (float) (gain * draw.real(0.5, 2));
      products[c] = scales[c] * input.requireQuantization().scale();
    }
    byte[] values = new byte[shape.elements()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (byte) draw.integer(-127, 127);
    }
    Tensor weights =
        constant(
            shape, ConstantData.of(values), QuantizationParameters.symmetricPerAxis(scales, axis));
    int[] biases = new int[channels];
    Tensor bias =
        constant(
            Shape.of(channels),
            ConstantData.of(biases),
            QuantizationParameters.symmetricPerAxis(products, 0));
    return node(op, quantized(draw.real(0.02, 0.05), draw.integer(-60, 60)), input, weights, bias);
  }

  private Tensor constant(Shape shape, ConstantData data, QuantizationParameters quantization) {
    return builder.add(Tensor.constant(freshName(), shape, data).withQuantization(quantization));
  }

  private Tensor node(Op op, QuantizationParameters quantization, Tensor... operands) {
    List<Tensor> inputs = List.of(operands);
    Shape shape = op.outputShapes(inputs.stream().map(Tensor::shape).toList()).get(0);
    Tensor result = Tensor.computed(freshName(), INT8, shape).withQuantization(quantization);
    return builder.node(List.of("layer"), op, inputs, result);
  }

  private String freshName() {
    return "tensor" + names++;
  }

  private static QuantizationParameters quantized(float scale, int zeroPoint) {
    return QuantizationParameters.perTensor(scale, zeroPoint);
  }
}
