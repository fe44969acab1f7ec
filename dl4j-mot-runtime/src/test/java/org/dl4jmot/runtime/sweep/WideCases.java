package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.INT16;

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
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one operation each, of int16 activations and int8 weights. */
final class WideCases {
  private static final QuantizationParameters UNIT =
      QuantizationParameters.perTensor(1f / 32768, 0);

  static final Map<String, Function<Draw, Graph>> ALL = all();

  private WideCases() {}

  private static Map<String, Function<Draw, Graph>> all() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    cases.put("CONV_2D", WideCases::convolution);
    cases.put("DEPTHWISE_CONV_2D", WideCases::depthwise);
    cases.put("FULLY_CONNECTED", WideCases::dense);
    cases.put("MAX_POOL_2D", draw -> pooling(draw, MaxPool2d::new));
    cases.put("AVERAGE_POOL_2D", draw -> pooling(draw, AveragePool2d::new));
    cases.put("MEAN", WideCases::mean);
    cases.put("ADD", draw -> binary(draw, Add::new));
    cases.put("SUB", draw -> binary(draw, Sub::new));
    cases.put("MUL", draw -> binary(draw, Mul::new));
    cases.put("MAXIMUM", draw -> same(draw, new Maximum()));
    cases.put("MINIMUM", draw -> same(draw, new Minimum()));
    cases.put("REDUCE_MAX", WideCases::greatest);
    cases.put("CONCATENATION", WideCases::concatenation);
    cases.put("RESHAPE", WideCases::reshape);
    cases.put("PAD", WideCases::pad);
    cases.put("PADV2", WideCases::padWithValue);
    cases.put("RELU", draw -> unary(draw, new Relu(), draw.symmetric()));
    cases.put("RELU6", draw -> unary(draw, new Relu6(), draw.symmetric()));
    cases.put("LEAKY_RELU", draw -> unary(draw, leaky(draw), draw.symmetric()));
    cases.put("LOGISTIC", draw -> sigmoid(draw, new Logistic()));
    cases.put("TANH", draw -> sigmoid(draw, new Tanh()));
    cases.put("SOFTMAX", WideCases::softmax);
    cases.put(
        "QUANTIZE of floats",
        draw ->
            new OneOp().input(Shape.of(1, 300)).quantized(new Quantize(), INT16, draw.symmetric()));
    cases.put("QUANTIZE", draw -> unary(draw, new Quantize(), draw.symmetric()));
    cases.put(
        "DEQUANTIZE",
        draw ->
            new OneOp().input(INT16, Shape.of(1, 256), draw.symmetric()).floats(new Dequantize()));
    return cases;
  }

  private static LeakyRelu leaky(Draw draw) {
    return new LeakyRelu(draw.real(0.01, 1));
  }

  /** A result range near that of the sums, sometimes far off: saturated or nearly constant. */
  private static QuantizationParameters result(
      Draw draw, QuantizationParameters input, QuantizationParameters weights, int terms) {
    double spread = Math.sqrt(terms) * 60;
    double off = draw.chance(0.2) ? draw.logUniform(1e-2, 1e3) : draw.logUniform(0.3, 3);
    double scale = input.scale() * weights.scale(0) * spread * off;
    return QuantizationParameters.perTensor((float) scale, 0);
  }

  private static Graph convolution(Draw draw) {
    Shape image = draw.image();
    int channels = draw.integer(1, 20);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(channels, height, width, image.dim(3));
    QuantizationParameters input = draw.symmetric();
    QuantizationParameters weights = IntegerCases.weights(draw, channels, 0);
    return new OneOp()
        .input(INT16, image, input)
        .constant(filter, ConstantData.of(draw.weights(filter.elements())), weights)
        .perhaps(draw, op -> bias(op, draw, channels, input, weights))
        .quantized(
            new Conv2d(draw.window(image, height, width), draw.activation()),
            INT16,
            result(draw, input, weights, filter.elements() / channels));
  }

  private static OneOp bias(
      OneOp op,
      Draw draw,
      int channels,
      QuantizationParameters input,
      QuantizationParameters weights) {
    return op.constant(
        Shape.of(channels),
        ConstantData.of(draw.wideBiases(channels)),
        IntegerCases.bias(input, weights));
  }

  private static Graph depthwise(Draw draw) {
    Shape image = draw.image();
    int channels = image.dim(3) * draw.integer(1, 3);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(1, height, width, channels);
    QuantizationParameters input = draw.symmetric();
    QuantizationParameters weights = IntegerCases.weights(draw, channels, 3);
    return new OneOp()
        .input(INT16, image, input)
        .constant(filter, ConstantData.of(draw.weights(filter.elements())), weights)
        .perhaps(draw, op -> bias(op, draw, channels, input, weights))
        .quantized(
            new DepthwiseConv2d(draw.window(image, height, width), draw.activation()),
            INT16,
            result(draw, input, weights, height * width));
  }

  private static Graph dense(Draw draw) {
    int units = draw.integer(1, 40);
    int inputs = draw.chance(0.1) ? draw.integer(1000, 2000) : draw.integer(1, 70);
    boolean keep = draw.chance(0.3);
    Shape shape =
        keep ? Shape.of(draw.integer(1, 2), draw.integer(1, 3), inputs) : draw.matrix(inputs);
    QuantizationParameters input = draw.symmetric();
    QuantizationParameters weights = IntegerCases.weights(draw, units, 0);
    return new OneOp()
        .input(INT16, shape, input)
        .constant(Shape.of(units, inputs), ConstantData.of(draw.weights(units * inputs)), weights)
        .perhaps(draw, op -> bias(op, draw, units, input, weights))
        .quantized(
            new FullyConnected(draw.activation(), keep, false),
            INT16,
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
    QuantizationParameters both = draw.symmetric();
    return new OneOp()
        .input(INT16, image, both)
        .quantized(pooling.of(height, width, window, draw.activation()), INT16, both);
  }

  private static List<Integer> axes(Draw draw, Shape shape) {
    List<Integer> axes = new ArrayList<>();
    if (shape.rank() == 4 && draw.chance(0.5)) {
      return List.of(1, 2);
    }
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (draw.chance(0.5)) {
        axes.add(draw.chance(0.2) ? axis - shape.rank() : axis);
      }
    }
    return axes.isEmpty() ? List.of(shape.rank() - 1) : axes;
  }

  private static Graph mean(Draw draw) {
    Shape shape = draw.chance(0.5) ? draw.image() : draw.shape();
    QuantizationParameters input = draw.symmetric();
    float scale = input.scale() * draw.logUniform(0.2, 3);
    QuantizationParameters result =
        draw.chance(0.3) ? input : QuantizationParameters.perTensor(scale, 0);
    return new OneOp()
        .input(INT16, shape, input)
        .quantized(new Mean(axes(draw, shape), draw.chance(0.5)), INT16, result);
  }

  private static Graph greatest(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.symmetric();
    return new OneOp()
        .input(INT16, shape, both)
        .quantized(new ReduceMax(axes(draw, shape), draw.chance(0.5)), INT16, both);
  }

  private static Shape other(Draw draw, Shape shape) {
    if (draw.chance(0.5)) {
      return draw.chance(0.3) ? Shape.of() : Shape.of(shape.dim(-1));
    }
    return draw.chance(0.3) ? shape.with(draw.integer(0, shape.rank() - 1), 1) : shape;
  }

  private static Graph binary(Draw draw, Function<Activation, Op> op) {
    Shape left = draw.shape();
    QuantizationParameters a = draw.symmetric();
    QuantizationParameters b = draw.chance(0.2) ? a : draw.symmetric();
    Op drawn = op.apply(draw.activation());
    return new OneOp()
        .input(INT16, left, a)
        .input(INT16, other(draw, left), b)
        .quantized(drawn, INT16, resultOf(drawn, draw, a, b));
  }

  private static QuantizationParameters resultOf(
      Op op, Draw draw, QuantizationParameters a, QuantizationParameters b) {
    double natural =
        op instanceof Mul ? a.scale() * b.scale() * 10_000.0 : Math.max(a.scale(), b.scale());
    return QuantizationParameters.perTensor((float) (natural * draw.logUniform(0.1, 10)), 0);
  }

  private static Graph same(Draw draw, Op op) {
    Shape left = draw.shape();
    QuantizationParameters all = draw.symmetric();
    return new OneOp()
        .input(INT16, left, all)
        .input(INT16, other(draw, left), all)
        .quantized(op, INT16, all);
  }

  private static Graph concatenation(Draw draw) {
    Shape shape = draw.shape();
    int axis = draw.integer(-shape.rank(), shape.rank() - 1);
    QuantizationParameters all = draw.symmetric();
    OneOp op = new OneOp();
    for (int i = draw.integer(1, 4); i > 0; i--) {
      op.input(INT16, shape.with(axis, draw.integer(1, 5)), all);
    }
    return op.quantized(new Concatenation(axis, Activation.NONE), INT16, all);
  }

  private static Graph reshape(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.symmetric();
    Shape flat = Shape.of(1, shape.elements());
    return new OneOp().input(INT16, shape, both).quantized(new Reshape(flat), INT16, both);
  }

  private static Graph pad(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.symmetric();
    Pad pad = new Pad(IntegerCases.paddings(draw, shape), IntegerCases.paddings(draw, shape));
    return new OneOp().input(INT16, shape, both).quantized(pad, INT16, both);
  }

  private static Graph padWithValue(Draw draw) {
    Shape shape = draw.shape();
    QuantizationParameters both = draw.symmetric();
    PadV2 pad = new PadV2(IntegerCases.paddings(draw, shape), IntegerCases.paddings(draw, shape));
    return new OneOp()
        .input(INT16, shape, both)
        .constant(Shape.of(), draw.shorts(1), both)
        .quantized(pad, INT16, both);
  }

  private static Graph unary(Draw draw, Op op, QuantizationParameters result) {
    return new OneOp()
        .input(INT16, Shape.of(1, 256), draw.symmetric())
        .quantized(op, INT16, result);
  }

  /** Scales that are powers of two take another way. */
  private static Graph sigmoid(Draw draw, Op op) {
    QuantizationParameters input =
        draw.chance(0.3)
            ? QuantizationParameters.perTensor(Math.scalb(1f, -draw.integer(8, 15)), 0)
            : QuantizationParameters.perTensor(draw.logUniform(1e-5, 1e-2), 0);
    return new OneOp().input(INT16, Shape.of(1, 256), input).quantized(op, INT16, UNIT);
  }

  private static Graph softmax(Draw draw) {
    Shape shape = Shape.of(draw.integer(1, 4), draw.integer(1, 40));
    float beta = draw.chance(0.5) ? 1 : draw.logUniform(0.1, 4);
    return new OneOp()
        .input(INT16, shape, draw.symmetric())
        .quantized(new Softmax(beta), INT16, UNIT);
  }
}
