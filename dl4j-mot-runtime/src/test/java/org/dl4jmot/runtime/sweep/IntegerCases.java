package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.INT8;
import static org.dl4jmot.runtime.tensor.DataType.UINT8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.Dequantize;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one integer operation each. */
final class IntegerCases {
  static final Map<String, Function<Draw, Graph>> ALL = all();

  private IntegerCases() {}

  static Graph tanh(Draw draw) {
    return unary(draw, new Tanh(), perTensor(1f / 128, 0));
  }

  private static Map<String, Function<Draw, Graph>> all() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    cases.put("CONV_2D", IntegerCases::convolution);
    cases.put("DEPTHWISE_CONV_2D", IntegerCases::depthwise);
    cases.put("FULLY_CONNECTED", IntegerCases::dense);
    cases.put("MAX_POOL_2D", draw -> pooling(draw, MaxPool2d::new));
    cases.put("AVERAGE_POOL_2D", draw -> pooling(draw, AveragePool2d::new));
    cases.put("MEAN", IntegerCases::mean);
    cases.put("ADD", draw -> binary(draw, Add::new));
    cases.put("SUB", draw -> binary(draw, Sub::new));
    cases.put("MUL", draw -> binary(draw, Mul::new));
    cases.put("CONCATENATION", IntegerCases::concatenation);
    cases.put("RESHAPE", IntegerCases::reshape);
    cases.put("PAD", IntegerCases::pad);
    cases.put("PADV2", IntegerCases::padWithValue);
    cases.put("RELU", draw -> unary(draw, new Relu(), draw.quantization()));
    cases.put("RELU6", draw -> unary(draw, new Relu6(), draw.quantization()));
    cases.put("LOGISTIC", draw -> unary(draw, new Logistic(), perTensor(1f / 256, -128)));
    cases.put("SOFTMAX", IntegerCases::softmax);
    cases.put("QUANTIZE of floats", draw -> fromFloat(draw, draw.chance(0.3) ? UINT8 : INT8));
    cases.put("QUANTIZE int8 to int8", draw -> requantize(draw, INT8, INT8));
    cases.put("QUANTIZE int8 to uint8", draw -> requantize(draw, INT8, UINT8));
    cases.put("QUANTIZE uint8 to int8", draw -> requantize(draw, UINT8, INT8));
    cases.put("DEQUANTIZE", IntegerCases::dequantize);
    return cases;
  }

  private static QuantizationParameters perTensor(float scale, int zeroPoint) {
    return QuantizationParameters.perTensor(scale, zeroPoint);
  }

  /** Weights per channel or per tensor; a channel may weigh a thousand times another. */
  static QuantizationParameters weights(Draw draw, int channels, int axis) {
    if (draw.chance(0.4)) {
      return perTensor(draw.logUniform(1e-4, 1e-1), 0);
    }
    float[] scales = new float[channels];
    for (int c = 0; c < channels; c++) {
      scales[c] = draw.logUniform(1e-4, 1e-1);
    }
    return QuantizationParameters.symmetricPerAxis(scales, axis);
  }

  /** A result range near that of the sums, sometimes far off: saturated or nearly constant. */
  static QuantizationParameters result(
      Draw draw, QuantizationParameters input, QuantizationParameters weights, int terms) {
    double spread = Math.sqrt(terms) * 60;
    double off = draw.chance(0.2) ? draw.logUniform(1e-3, 1e4) : draw.logUniform(0.1, 3);
    return perTensor((float) (input.scale() * weights.scale(0) * spread * off), draw.zeroPoint());
  }

  static QuantizationParameters bias(QuantizationParameters input, QuantizationParameters weights) {
    float[] scales = weights.scales();
    for (int c = 0; c < scales.length; c++) {
      scales[c] *= input.scale();
    }
    return weights.isPerAxis()
        ? QuantizationParameters.symmetricPerAxis(scales, 0)
        : perTensor(scales[0], 0);
  }

  private static Graph convolution(Draw draw) {
    Shape image = draw.image();
    int channels = draw.integer(1, 20);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(channels, height, width, image.dim(3));
    QuantizationParameters input = draw.quantization();
    QuantizationParameters weights = weights(draw, channels, 0);
    return new OneOp()
        .input(INT8, image, input)
        .constant(filter, ConstantData.of(draw.weights(filter.elements())), weights)
        .perhaps(
            draw,
            op ->
                op.constant(
                    Shape.of(channels),
                    ConstantData.of(draw.biases(channels)),
                    bias(input, weights)))
        .quantized(
            new Conv2d(draw.window(image, height, width), draw.activation()),
            INT8,
            result(draw, input, weights, filter.elements() / channels));
  }

  private static Graph depthwise(Draw draw) {
    Shape image = draw.image();
    int channels = image.dim(3) * draw.integer(1, 3);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(1, height, width, channels);
    QuantizationParameters input = draw.quantization();
    QuantizationParameters weights = weights(draw, channels, 3);
    return new OneOp()
        .input(INT8, image, input)
        .constant(filter, ConstantData.of(draw.weights(filter.elements())), weights)
        .perhaps(
            draw,
            op ->
                op.constant(
                    Shape.of(channels),
                    ConstantData.of(draw.biases(channels)),
                    bias(input, weights)))
        .quantized(
            new DepthwiseConv2d(draw.window(image, height, width), draw.activation()),
            INT8,
            result(draw, input, weights, height * width));
  }

  private static Graph dense(Draw draw) {
    int units = draw.integer(1, 40);
    int inputs = draw.integer(1, 70);
    boolean keep = draw.chance(0.3);
    Shape shape =
        keep ? Shape.of(draw.integer(1, 2), draw.integer(1, 3), inputs) : draw.matrix(inputs);
    QuantizationParameters input = draw.quantization();
    QuantizationParameters weights = weights(draw, units, 0);
    OneOp op =
        new OneOp()
            .input(INT8, shape, input)
            .constant(
                Shape.of(units, inputs), ConstantData.of(draw.weights(units * inputs)), weights);
    if (draw.chance(0.8)) {
      op.constant(Shape.of(units), ConstantData.of(draw.biases(units)), bias(input, weights));
    }
    return op.quantized(
        new FullyConnected(draw.activation(), keep, false),
        INT8,
        result(draw, input, weights, inputs));
  }

  /** The constructors of both poolings. */
  @FunctionalInterface
  private interface Pooling {
    Op of(int filterHeight, int filterWidth, Window window, Activation activation);
  }

  private static Graph pooling(Draw draw, Pooling pooling) {
    Shape image = draw.image().with(3, draw.integer(1, 20));
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Window drawn = draw.window(image, height, width);
    Window window = Window.of(drawn.strideHeight(), drawn.strideWidth(), drawn.padding());
    QuantizationParameters both = draw.quantization();
    return new OneOp()
        .input(INT8, image, both)
        .quantized(pooling.of(height, width, window, draw.activation()), INT8, both);
  }

  private static Graph mean(Draw draw) {
    Shape shape = draw.chance(0.5) ? draw.image() : draw.shape();
    List<Integer> axes = new ArrayList<>();
    if (shape.rank() == 4 && draw.chance(0.5)) {
      axes.addAll(List.of(1, 2));
    } else {
      for (int axis = 0; axis < shape.rank(); axis++) {
        if (draw.chance(0.5)) {
          axes.add(draw.chance(0.2) ? axis - shape.rank() : axis);
        }
      }
    }
    if (axes.isEmpty()) {
      axes.add(shape.rank() - 1);
    }
    QuantizationParameters input = draw.quantization();
    QuantizationParameters result =
        perTensor(input.scale() * draw.logUniform(0.2, 3), draw.zeroPoint());
    return new OneOp()
        .input(INT8, shape, input)
        .quantized(new Mean(axes, draw.chance(0.5)), INT8, draw.chance(0.3) ? input : result);
  }

  private static Graph binary(Draw draw, Function<Activation, Op> op) {
    Shape left = draw.shape();
    Shape right = left;
    if (draw.chance(0.5)) {
      right = draw.chance(0.3) ? Shape.of() : Shape.of(left.dim(-1));
    } else if (draw.chance(0.3)) {
      right = left.with(draw.integer(0, left.rank() - 1), 1);
    }
    QuantizationParameters a = draw.quantization();
    QuantizationParameters b = draw.chance(0.2) ? a : draw.quantization();
    boolean swapped = draw.chance(0.3);
    return new OneOp()
        .input(INT8, swapped ? right : left, a)
        .input(INT8, swapped ? left : right, b)
        .quantized(op.apply(draw.activation()), INT8, draw.quantization());
  }

  private static Graph concatenation(Draw draw) {
    Shape shape = draw.shape();
    int axis = draw.integer(-shape.rank(), shape.rank() - 1);
    QuantizationParameters all = draw.quantization();
    OneOp op = new OneOp();
    for (int i = draw.integer(1, 4); i > 0; i--) {
      op.input(INT8, shape.with(axis, draw.integer(1, 5)), all);
    }
    return op.quantized(new Concatenation(axis, Activation.NONE), INT8, all);
  }

  private static Graph reshape(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.quantization();
    Shape flat = Shape.of(1, shape.elements());
    return new OneOp().input(INT8, shape, both).quantized(new Reshape(flat), INT8, both);
  }

  static List<Integer> paddings(Draw draw, Shape shape) {
    List<Integer> paddings = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      paddings.add(draw.integer(0, 2));
    }
    return paddings;
  }

  private static Graph pad(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.quantization();
    return new OneOp()
        .input(INT8, shape, both)
        .quantized(new Pad(paddings(draw, shape), paddings(draw, shape)), INT8, both);
  }

  private static Graph padWithValue(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.quantization();
    return new OneOp()
        .input(INT8, shape, both)
        .constant(Shape.of(), ConstantData.of((byte) draw.integer(-128, 127)), both)
        .quantized(new PadV2(paddings(draw, shape), paddings(draw, shape)), INT8, both);
  }

  private static Graph unary(Draw draw, Op op, QuantizationParameters result) {
    return new OneOp()
        .input(INT8, Shape.of(1, 256), draw.quantization())
        .quantized(op, INT8, result);
  }

  private static Graph softmax(Draw draw) {
    Shape shape = Shape.of(draw.integer(1, 4), draw.integer(1, 40));
    float beta = draw.chance(0.5) ? 1 : draw.logUniform(0.1, 4);
    return new OneOp()
        .input(INT8, shape, draw.quantization())
        .quantized(new Softmax(beta), INT8, perTensor(1f / 256, -128));
  }

  private static QuantizationParameters quantization(Draw draw, DataType type) {
    QuantizationParameters signed = draw.quantization();
    return type == UINT8 ? perTensor(signed.scale(), signed.zeroPoint() + 128) : signed;
  }

  private static Graph fromFloat(Draw draw, DataType to) {
    return new OneOp()
        .input(Shape.of(1, 300))
        .quantized(new Quantize(), to, quantization(draw, to));
  }

  private static Graph requantize(Draw draw, DataType from, DataType to) {
    QuantizationParameters source = quantization(draw, from);
    QuantizationParameters target = quantization(draw, to);
    QuantizationParameters sameScale = perTensor(source.scale(), target.zeroPoint());
    return new OneOp()
        .input(from, Shape.of(1, 256), source)
        .quantized(new Quantize(), to, draw.chance(0.3) ? sameScale : target);
  }

  private static Graph dequantize(Draw draw) {
    DataType from = draw.chance(0.5) ? UINT8 : INT8;
    OneOp op = new OneOp().input(from, Shape.of(1, 256), quantization(draw, from));
    return op.floats(new Dequantize());
  }
}
