package org.dl4jmot.runtime.sweep;

import static org.dl4jmot.runtime.tensor.DataType.BOOL;
import static org.dl4jmot.runtime.tensor.DataType.INT8;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.DoubleUnaryOperator;
import java.util.function.Function;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Abs;
import org.dl4jmot.runtime.op.Div;
import org.dl4jmot.runtime.op.Elu;
import org.dl4jmot.runtime.op.Exp;
import org.dl4jmot.runtime.op.Greater;
import org.dl4jmot.runtime.op.L2Normalization;
import org.dl4jmot.runtime.op.LeakyRelu;
import org.dl4jmot.runtime.op.LocalResponseNormalization;
import org.dl4jmot.runtime.op.Log;
import org.dl4jmot.runtime.op.Maximum;
import org.dl4jmot.runtime.op.Minimum;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.PRelu;
import org.dl4jmot.runtime.op.Pow;
import org.dl4jmot.runtime.op.ReduceMax;
import org.dl4jmot.runtime.op.ReluN1To1;
import org.dl4jmot.runtime.op.SelectV2;
import org.dl4jmot.runtime.op.Sqrt;
import org.dl4jmot.runtime.op.Sum;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;

/** Random graphs of one activation function, arithmetic operation or reduction each. */
final class ElementwiseCases {
  /** Float operations that round as IEEE 754 has it, or not at all: equal to the last bit. */
  static final Map<String, Function<Draw, Graph>> EXACT = exact();

  static final Map<String, Function<Draw, Graph>> SUMS =
      Map.of("SUM", draw -> reduction(draw, Sum::new));

  /** Functions of the C library. */
  static final Map<String, Function<Draw, Graph>> ROUNDED =
      Map.of(
          "EXP", draw -> unary(draw, new Exp()),
          "LOG", draw -> positive(draw).floats(new Log()),
          "POW", draw -> power(draw, draw.real(-2, 2)));

  static final Map<String, Function<Draw, Graph>> EXPONENTIALS =
      Map.of("ELU", draw -> unary(draw, new Elu()));

  static final Map<String, Function<Draw, Graph>> NORMALIZATIONS =
      Map.of("LOCAL_RESPONSE_NORMALIZATION", ElementwiseCases::localResponseNormalization);

  /** Integer operations without functions of the C library. */
  static final Map<String, Function<Draw, Graph>> INTEGERS = integers();

  /** Integer operations by a table of a function. */
  static final Map<String, Table> TABLES =
      Map.of(
          "ELU", new Table(new Elu(), x -> x < 0 ? Math.expm1(x) : x),
          "EXP", new Table(new Exp(), Math::exp),
          "LOG", new Table(new Log(), Math::log));

  private ElementwiseCases() {}

  /**
   * An operation and what it computes.
   *
   * @param op the operation
   * @param function the function it tabulates
   */
  record Table(Op op, DoubleUnaryOperator function) {}

  static Function<Draw, Graph> table(String name) {
    return draw -> integerUnary(draw, TABLES.get(name).op(), draw.quantization());
  }

  private static Map<String, Function<Draw, Graph>> exact() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    cases.put("LEAKY_RELU", draw -> unary(draw, new LeakyRelu(draw.real(-0.5, 1.5))));
    cases.put("RELU_N1_TO_1", draw -> unary(draw, new ReluN1To1()));
    cases.put("ABS", draw -> unary(draw, new Abs()));
    cases.put("SQRT", draw -> positive(draw).floats(new Sqrt()));
    cases.put("PRELU", ElementwiseCases::slopes);
    cases.put("MAXIMUM", draw -> binary(draw).floats(new Maximum()));
    cases.put("MINIMUM", draw -> binary(draw).floats(new Minimum()));
    cases.put("DIV", draw -> binary(draw).floats(new Div(draw.activation())));
    cases.put("GREATER", draw -> binary(draw).plain(new Greater(), BOOL));
    cases.put("SELECT_V2", ElementwiseCases::select);
    cases.put("POW by an integer", draw -> power(draw, draw.integer(1, 5)));
    cases.put("REDUCE_MAX", draw -> reduction(draw, ReduceMax::new));
    cases.put("L2_NORMALIZATION", draw -> unary(draw, new L2Normalization()));
    return cases;
  }

  private static Map<String, Function<Draw, Graph>> integers() {
    Map<String, Function<Draw, Graph>> cases = new TreeMap<>();
    cases.put(
        "LEAKY_RELU",
        draw -> integerUnary(draw, new LeakyRelu(draw.real(0, 1.5)), draw.quantization()));
    cases.put("RELU_N1_TO_1", draw -> integerUnary(draw, new ReluN1To1(), draw.quantization()));
    cases.put("ABS", draw -> integerUnary(draw, new Abs(), draw.quantization()));
    cases.put("PRELU", ElementwiseCases::integerSlopes);
    cases.put("MAXIMUM", draw -> extremum(draw, new Maximum()));
    cases.put("MINIMUM", draw -> extremum(draw, new Minimum()));
    cases.put("SUM", ElementwiseCases::integerSum);
    cases.put("REDUCE_MAX", ElementwiseCases::integerMax);
    cases.put("L2_NORMALIZATION", ElementwiseCases::integerL2Normalization);
    return cases;
  }

  private static Shape row(Draw draw) {
    return Shape.of(draw.integer(1, 3), draw.integer(1, 50));
  }

  private static Graph unary(Draw draw, Op op) {
    return new OneOp().input(row(draw)).floats(op);
  }

  private static OneOp positive(Draw draw) {
    return new OneOp().input(row(draw)).through(new Abs());
  }

  private static Graph power(Draw draw, float exponent) {
    return positive(draw).constant(Shape.of(), ConstantData.of(exponent)).floats(new Pow());
  }

  /** A shape that broadcasts to another. */
  private static Shape smaller(Draw draw, Shape shape) {
    if (draw.chance(0.3)) {
      return shape;
    }
    if (draw.chance(0.5)) {
      return draw.chance(0.3) ? Shape.of() : Shape.of(shape.dim(-1));
    }
    return shape.with(draw.integer(0, shape.rank() - 1), 1);
  }

  private static OneOp binary(Draw draw) {
    Shape larger = draw.shape();
    Shape smaller = smaller(draw, larger);
    boolean swapped = draw.chance(0.3);
    return new OneOp().input(swapped ? smaller : larger).input(swapped ? larger : smaller);
  }

  private static Graph slopes(Draw draw) {
    Shape shape = draw.shape();
    Shape slopes = smaller(draw, shape);
    return new OneOp()
        .input(shape)
        .constant(slopes, ConstantData.of(draw.floats(slopes.elements())))
        .floats(new PRelu());
  }

  private static Graph select(Draw draw) {
    Shape shape = draw.shape();
    return new OneOp()
        .input(BOOL, smaller(draw, shape))
        .input(shape)
        .input(smaller(draw, shape))
        .floats(new SelectV2());
  }

  private static List<Integer> axes(Draw draw, Shape shape) {
    List<Integer> axes = new ArrayList<>();
    for (int axis = 0; axis < shape.rank(); axis++) {
      if (axes.isEmpty() || draw.chance(0.5)) {
        axes.add(draw.chance(0.3) ? axis - shape.rank() : axis);
      }
    }
    return axes;
  }

  private static Graph reduction(Draw draw, BiFunction<List<Integer>, Boolean, Op> op) {
    Shape shape = draw.shape();
    return new OneOp().input(shape).floats(op.apply(axes(draw, shape), draw.chance(0.5)));
  }

  private static Graph localResponseNormalization(Draw draw) {
    float beta = draw.chance(0.4) ? draw.integer(1, 2) / 2f : draw.real(0.25, 1);
    Op op =
        new LocalResponseNormalization(
            draw.integer(0, 4), draw.real(0.5, 3), draw.logUniform(1e-4, 1), beta);
    return new OneOp().input(draw.image()).floats(op);
  }

  private static Graph integerUnary(Draw draw, Op op, QuantizationParameters result) {
    return new OneOp()
        .input(INT8, Shape.of(1, 256), draw.quantization())
        .quantized(op, INT8, result);
  }

  private static Graph integerSlopes(Draw draw) {
    Shape shape = draw.shape();
    Shape slopes = smaller(draw, shape);
    return new OneOp()
        .input(INT8, shape, draw.quantization())
        .constant(slopes, ConstantData.of(draw.bytes(slopes.elements())), draw.quantization())
        .quantized(new PRelu(), INT8, draw.quantization());
  }

  private static Graph extremum(Draw draw, Op op) {
    Shape shape = draw.shape();
    QuantizationParameters all = draw.quantization();
    return new OneOp()
        .input(INT8, shape, all)
        .input(INT8, smaller(draw, shape), all)
        .quantized(op, INT8, all);
  }

  private static Graph integerSum(Draw draw) {
    Shape shape = draw.chance(0.5) ? draw.image() : draw.shape();
    QuantizationParameters input = draw.quantization();
    QuantizationParameters result =
        QuantizationParameters.perTensor(
            input.scale() * draw.logUniform(0.2, 50), draw.zeroPoint());
    return new OneOp()
        .input(INT8, shape, input)
        .quantized(
            new Sum(axes(draw, shape), draw.chance(0.5)), INT8, draw.chance(0.2) ? input : result);
  }

  private static Graph integerMax(Draw draw) {
    Shape shape = draw.chance(0.5) ? draw.image() : draw.shape();
    QuantizationParameters both = draw.quantization();
    return new OneOp()
        .input(INT8, shape, both)
        .quantized(new ReduceMax(axes(draw, shape), draw.chance(0.5)), INT8, both);
  }

  private static Graph integerL2Normalization(Draw draw) {
    return new OneOp()
        .input(INT8, Shape.of(draw.integer(1, 4), draw.integer(1, 300)), draw.quantization())
        .quantized(new L2Normalization(), INT8, QuantizationParameters.perTensor(1f / 128, 0));
  }
}
