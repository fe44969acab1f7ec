package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.INT16;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.BatchMatMul;
import org.dl4jmot.runtime.op.BatchMatMul.Order;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one TRANSPOSE_CONV, CONV_3D or BATCH_MATMUL each. */
final class SpreadingCases {
  /** Float operations whose sums may be ordered differently. */
  static final Map<String, Function<Draw, Graph>> SUMS =
      Map.of(
          "TRANSPOSE_CONV", SpreadingCases::transposeConv,
          "CONV_3D", SpreadingCases::conv3d,
          "BATCH_MATMUL", SpreadingCases::batchMatMul,
          "BATCH_MATMUL with weights", SpreadingCases::weightedBatchMatMul);

  /** Integer operations. */
  static final Map<String, Function<Draw, Graph>> INTEGER =
      Map.of(
          "TRANSPOSE_CONV", SpreadingCases::integerTransposeConv,
          "BATCH_MATMUL", SpreadingCases::integerBatchMatMul,
          "BATCH_MATMUL with weights", SpreadingCases::integerWeightedBatchMatMul);

  /** Operations on floats with int8 weights. */
  static final Map<String, Function<Draw, Graph>> HYBRID =
      Map.of(
          "TRANSPOSE_CONV", SpreadingCases::hybridTransposeConv,
          "BATCH_MATMUL", SpreadingCases::hybridBatchMatMul);

  /** Operations on int16 with int8 weights. */
  static final Map<String, Function<Draw, Graph>> WIDE =
      Map.of("TRANSPOSE_CONV", SpreadingCases::wideTransposeConv);

  private SpreadingCases() {}

  /** What a transposed convolution is made of: the operation, its image and filter. */
  private record Spread(TransposeConv op, Shape image, Shape filter) {
    static Spread of(Draw draw) {
      Shape result = draw.image();
      int height = draw.integer(1, 3);
      int width = draw.integer(1, 3);
      Padding padding = draw.chance(0.5) ? Padding.SAME : Padding.VALID;
      Window window = Window.of(draw.integer(1, 3), draw.integer(1, 3), padding);
      Shape image =
          Shape.of(
              result.dim(0),
              window.outputHeight(result.dim(1), height),
              window.outputWidth(result.dim(2), width),
              draw.integer(1, 9));
      Shape filter = Shape.of(result.dim(3), height, width, image.dim(3));
      TransposeConv op = new TransposeConv(result.dim(1), result.dim(2), window, draw.activation());
      return new Spread(op, image, filter);
    }

    int channels() {
      return filter.dim(0);
    }
  }

  private static ConstantData floats(Draw draw, Shape shape) {
    return ConstantData.of(draw.floats(shape.elements()));
  }

  private static Graph transposeConv(Draw draw) {
    Spread spread = Spread.of(draw);
    Shape bias = Shape.of(spread.channels());
    return new OneOp()
        .input(spread.image())
        .constant(spread.filter(), floats(draw, spread.filter()))
        .perhaps(draw, op -> op.constant(bias, floats(draw, bias)))
        .floats(spread.op());
  }

  private static Graph hybridTransposeConv(Draw draw) {
    Spread spread = Spread.of(draw);
    Shape bias = Shape.of(spread.channels());
    return new OneOp()
        .input(spread.image())
        .constant(
            spread.filter(),
            ConstantData.of(draw.weights(spread.filter().elements())),
            IntegerCases.weights(draw, spread.channels(), 0))
        .perhaps(draw, op -> op.constant(bias, floats(draw, bias)))
        .floats(spread.op());
  }

  private static Graph integerTransposeConv(Draw draw) {
    Spread spread = Spread.of(draw);
    QuantizationParameters input = draw.quantization();
    QuantizationParameters weights = IntegerCases.weights(draw, spread.channels(), 0);
    Shape bias = Shape.of(spread.channels());
    return new OneOp()
        .input(INT8, spread.image(), input)
        .constant(
            spread.filter(), ConstantData.of(draw.weights(spread.filter().elements())), weights)
        .perhaps(
            draw,
            op ->
                op.constant(
                    bias,
                    ConstantData.of(draw.biases(spread.channels())),
                    IntegerCases.bias(input, weights)))
        .quantized(
            spread.op(),
            INT8,
            IntegerCases.result(
                draw, input, weights, spread.filter().elements() / spread.channels()));
  }

  private static Graph wideTransposeConv(Draw draw) {
    Spread spread = Spread.of(draw);
    QuantizationParameters input = draw.symmetric();
    QuantizationParameters weights = IntegerCases.weights(draw, spread.channels(), 0);
    Shape bias = Shape.of(spread.channels());
    double scale = input.scale() * weights.scale(0) * draw.logUniform(10, 1000);
    return new OneOp()
        .input(INT16, spread.image(), input)
        .constant(
            spread.filter(), ConstantData.of(draw.weights(spread.filter().elements())), weights)
        .perhaps(
            draw,
            op ->
                op.constant(
                    bias,
                    ConstantData.of(draw.wideBiases(spread.channels())),
                    IntegerCases.bias(input, weights)))
        .quantized(spread.op(), INT16, QuantizationParameters.perTensor((float) scale, 0));
  }

  private static Graph conv3d(Draw draw) {
    boolean dilated = draw.chance(0.3);
    int least = dilated ? 5 : 3;
    Shape volume =
        Shape.of(
            draw.integer(1, 2),
            draw.integer(least, 6),
            draw.integer(least, 6),
            draw.integer(least, 6),
            draw.integer(1, 5));
    Shape filter =
        Shape.of(
            draw.integer(1, 3),
            draw.integer(1, 3),
            draw.integer(1, 3),
            volume.dim(4),
            draw.integer(1, 6));
    Padding padding = draw.chance(0.5) ? Padding.SAME : Padding.VALID;
    // LiteRT 2.20 writes past its buffer where a dilated filter moves by more than one.
    int dilation = dilated ? 2 : 1;
    int stride = dilated ? 1 : 3;
    Window window =
        new Window(draw.integer(1, stride), draw.integer(1, stride), dilation, dilation, padding);
    Shape bias = Shape.of(filter.dim(4));
    return new OneOp()
        .input(volume)
        .constant(filter, floats(draw, filter))
        .perhaps(draw, op -> op.constant(bias, floats(draw, bias)))
        .floats(new Conv3d(draw.integer(1, stride), dilation, window, draw.activation()));
  }

  /** What a batch of products is made of. */
  private record Product(BatchMatMul op, Shape left, Shape right) {
    static Product of(Draw draw) {
      return of(draw, 3);
    }

    static Product of(Draw draw, int mostAxes) {
      Shape batch = draw.shape(mostAxes);
      // LiteRT 2.20 broadcasts no transposed left matrices along the last such axis.
      boolean broadcast = batch.rank() > 1 && draw.chance(0.3);
      int rows = draw.integer(1, 9);
      int inner = draw.integer(1, 40);
      int columns = draw.integer(1, 9);
      Order left = draw.chance(0.3) ? Order.TRANSPOSED : Order.PLAIN;
      Order right = draw.chance(0.3) ? Order.TRANSPOSED : Order.PLAIN;
      return new Product(
          new BatchMatMul(left, right),
          matrices(batch, left, rows, inner),
          matrices(broadcast ? batch.with(0, 1) : batch, right, inner, columns));
    }

    private static Shape matrices(Shape batch, Order order, int rows, int columns) {
      int[] axes = Arrays.copyOf(batch.toArray(), batch.rank() + 2);
      axes[batch.rank()] = order == Order.PLAIN ? rows : columns;
      axes[batch.rank() + 1] = order == Order.PLAIN ? columns : rows;
      return Shape.of(axes);
    }

    Product plainLeft() {
      return new Product(
          new BatchMatMul(Order.PLAIN, op.right()),
          op.left() == Order.PLAIN ? left : left.with(-2, left.dim(-1)).with(-1, left.dim(-2)),
          right);
    }
  }

  private static Graph batchMatMul(Draw draw) {
    Product product = Product.of(draw);
    return new OneOp().input(product.left()).input(product.right()).floats(product.op());
  }

  private static Graph weightedBatchMatMul(Draw draw) {
    Product product = Product.of(draw);
    return new OneOp()
        .input(product.left())
        .constant(product.right(), floats(draw, product.right()))
        .floats(product.op());
  }

  private static Graph hybridBatchMatMul(Draw draw) {
    Product product = Product.of(draw, 1).plainLeft();
    return new OneOp()
        .input(product.left())
        .constant(
            product.right(),
            ConstantData.of(draw.weights(product.right().elements())),
            QuantizationParameters.perTensor(draw.logUniform(1e-4, 1e-1), 0))
        .floats(product.op());
  }

  private static Graph integerBatchMatMul(Draw draw) {
    Product product = Product.of(draw);
    QuantizationParameters left = draw.quantization();
    QuantizationParameters right = draw.quantization();
    return new OneOp()
        .input(INT8, product.left(), left)
        .input(INT8, product.right(), right)
        .quantized(product.op(), INT8, IntegerCases.result(draw, left, right, 400));
  }

  private static Graph integerWeightedBatchMatMul(Draw draw) {
    Product product = Product.of(draw);
    QuantizationParameters left = draw.quantization();
    QuantizationParameters right = draw.quantization();
    return new OneOp()
        .input(INT8, product.left(), left)
        .constant(product.right(), ConstantData.of(draw.bytes(product.right().elements())), right)
        .quantized(product.op(), INT8, IntegerCases.result(draw, left, right, 400));
  }
}
