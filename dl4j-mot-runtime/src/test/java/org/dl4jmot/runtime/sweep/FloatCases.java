package org.dl4jmot.runtime.sweep;

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
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Logistic;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Softmax;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one float operation each. */
final class FloatCases {
  /** Operations without sums: equal to the last bit. */
  static final Map<String, Function<Draw, Graph>> EXACT = exact();

  /** Sums of products, and means. */
  static final Map<String, Function<Draw, Graph>> SUMS =
      Map.of(
          "CONV_2D", FloatCases::convolution,
          "DEPTHWISE_CONV_2D", FloatCases::depthwise,
          "FULLY_CONNECTED", FloatCases::dense,
          "AVERAGE_POOL_2D", draw -> pooling(draw, AveragePool2d::new),
          "MEAN", FloatCases::mean);

  /** Operations by way of exponentials. */
  static final Map<String, Function<Draw, Graph>> EXPONENTIALS =
      Map.of(
          "LOGISTIC", draw -> unary(draw, new Logistic()),
          "TANH", draw -> unary(draw, new Tanh()),
          "SOFTMAX", draw -> unary(draw, new Softmax(draw.chance(0.5) ? 1 : draw.real(0.2, 2))));

  private FloatCases() {}

  private static Map<String, Function<Draw, Graph>> exact() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    cases.put("MAX_POOL_2D", draw -> pooling(draw, MaxPool2d::new));
    cases.put("ADD", draw -> binary(draw, Add::new));
    cases.put("SUB", draw -> binary(draw, Sub::new));
    cases.put("MUL", draw -> binary(draw, Mul::new));
    cases.put("CONCATENATION", FloatCases::concatenation);
    cases.put("RESHAPE", FloatCases::reshape);
    cases.put("PAD", FloatCases::pad);
    cases.put("PADV2", FloatCases::padWithValue);
    cases.put("RELU", draw -> unary(draw, new Relu()));
    cases.put("RELU6", draw -> unary(draw, new Relu6()));
    return cases;
  }

  private static ConstantData floats(Draw draw, int count) {
    return ConstantData.of(draw.floats(count));
  }

  private static Graph convolution(Draw draw) {
    Shape image = draw.image();
    int channels = draw.integer(1, 20);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(channels, height, width, image.dim(3));
    return new OneOp()
        .input(image)
        .constant(filter, floats(draw, filter.elements()))
        .perhaps(draw, op -> op.constant(Shape.of(channels), floats(draw, channels)))
        .floats(new Conv2d(draw.window(image, height, width), draw.activation()));
  }

  private static Graph depthwise(Draw draw) {
    Shape image = draw.image();
    int channels = image.dim(3) * draw.integer(1, 3);
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Shape filter = Shape.of(1, height, width, channels);
    return new OneOp()
        .input(image)
        .constant(filter, floats(draw, filter.elements()))
        .perhaps(draw, op -> op.constant(Shape.of(channels), floats(draw, channels)))
        .floats(new DepthwiseConv2d(draw.window(image, height, width), draw.activation()));
  }

  private static Graph dense(Draw draw) {
    int units = draw.integer(1, 40);
    int inputs = draw.integer(1, 70);
    boolean keep = draw.chance(0.3);
    Shape shape =
        keep ? Shape.of(draw.integer(1, 2), draw.integer(1, 3), inputs) : draw.matrix(inputs);
    OneOp op =
        new OneOp().input(shape).constant(Shape.of(units, inputs), floats(draw, units * inputs));
    if (draw.chance(0.8)) {
      op.constant(Shape.of(units), floats(draw, units));
    }
    return op.floats(new FullyConnected(draw.activation(), keep, false));
  }

  /** The constructors of both poolings. */
  @FunctionalInterface
  private interface Pooling {
    Op of(int filterHeight, int filterWidth, Window window, Activation activation);
  }

  private static Graph pooling(Draw draw, Pooling pooling) {
    Shape image = draw.image();
    int height = draw.integer(1, 3);
    int width = draw.integer(1, 3);
    Window drawn = draw.window(image, height, width);
    Window window = Window.of(drawn.strideHeight(), drawn.strideWidth(), drawn.padding());
    return new OneOp().input(image).floats(pooling.of(height, width, window, draw.activation()));
  }

  private static Graph mean(Draw draw) {
    Shape shape = draw.shape();
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axes.isEmpty() || draw.chance(0.5)) {
        axes.add(draw.chance(0.3) ? axis - shape.rank() : axis);
      }
    }
    return new OneOp().input(shape).floats(new Mean(axes, draw.chance(0.5)));
  }

  private static Graph binary(Draw draw, Function<Activation, Op> op) {
    Shape left = draw.shape();
    Shape right = left;
    if (draw.chance(0.5)) {
      right = draw.chance(0.3) ? Shape.of() : Shape.of(left.dim(-1));
    } else if (draw.chance(0.3)) {
      right = left.with(draw.integer(0, left.rank() - 1), 1);
    }
    boolean swapped = draw.chance(0.3);
    return new OneOp()
        .input(swapped ? right : left)
        .input(swapped ? left : right)
        .floats(op.apply(draw.activation()));
  }

  private static Graph concatenation(Draw draw) {
    Shape shape = draw.shape();
    int axis = draw.integer(-shape.rank(), shape.rank() - 1);
    OneOp op = new OneOp();
    for (int i = draw.integer(1, 4); i > 0; i--) {
      op.input(shape.with(axis, draw.integer(1, 5)));
    }
    return op.floats(new Concatenation(axis, Activation.NONE));
  }

  private static Graph reshape(Draw draw) {
    Shape shape = draw.shape();
    return new OneOp().input(shape).floats(new Reshape(Shape.of(1, shape.elements())));
  }

  private static Graph pad(Draw draw) {
    Shape shape = draw.shape();
    return new OneOp()
        .input(shape)
        .floats(new Pad(IntegerCases.paddings(draw, shape), IntegerCases.paddings(draw, shape)));
  }

  private static Graph padWithValue(Draw draw) {
    Shape shape = draw.shape();
    return new OneOp()
        .input(shape)
        .constant(Shape.of(), floats(draw, 1))
        .floats(new PadV2(IntegerCases.paddings(draw, shape), IntegerCases.paddings(draw, shape)));
  }

  private static Graph unary(Draw draw, Op op) {
    return new OneOp().input(Shape.of(draw.integer(1, 3), draw.integer(1, 50))).floats(op);
  }
}
