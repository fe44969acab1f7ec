package org.dl4jmot.runtime.kernel;

import static org.dl4jmot.runtime.tensor.DataType.INT8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Random;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.litert.LiteRtOptions;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Quantize;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;
import org.dl4jmot.runtime.testing.Reference;
import org.dl4jmot.runtime.tflite.FileMetadata;
import org.dl4jmot.runtime.tflite.TfliteWriter;
import org.junit.jupiter.api.Test;

/**
 * Whether LiteRT computes an operation's factor in single or double precision shows only where a
 * result lies within 2^-24 of a rounding border; random sweeps hardly ever meet one. Scales and
 * values are chosen here so that the two precisions give different bytes.
 */
class FactorPrecisionTest {
  private static final int FOUND = 30;
  private static final int ATTEMPTS = 1_000_000;

  private final Random random = new Random(7);

  /** Scales of two operands and the result, and the integer that is scaled. */
  private record Example(float left, float right, float result, int value) {
    double inDouble() {
      return (double) left * right / result;
    }

    /** The first product in single precision, as FULLY_CONNECTED has it. */
    double productInSingle() {
      float product = left * right;
      return product / (double) result;
    }

    double inSingle() {
      return left * right / result;
    }
  }

  /** A way to compute a factor. */
  @FunctionalInterface
  private interface Factor {
    double of(Example example);
  }

  /**
   * Draws until the two ways give different results. The factor is at least 1/2: below, the product
   * is rounded twice, and a result near a border is no sign of a product near one.
   */
  private Example telling(float right, Factor one, Factor other) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      int value = 3 + random.nextInt(97);
      float result = scale();
      int least = value / 2 + 1;
      double border = least + random.nextInt(50) + 0.5;
      Example example =
          new Example((float) (border / value * result / right), right, result, value);
      int first = FixedPointMultiplier.of(one.of(example)).apply(value);
      int second = FixedPointMultiplier.of(other.of(example)).apply(value);
      if (first != second) {
        return example;
      }
    }
    throw new AssertionError("no telling example among " + ATTEMPTS);
  }

  private float scale() {
    return (float) Math.exp(-4 * random.nextDouble());
  }

  private static QuantizationParameters symmetric(float scale) {
    return QuantizationParameters.perTensor(scale, 0);
  }

  private static Tensor int8(String name, Shape shape, float scale) {
    return Tensor.computed(name, INT8, shape).withQuantization(symmetric(scale));
  }

  @Test
  void denseLayersMultiplyTheirScalesInSinglePrecision() {
    Reference.require();
    for (int i = 0; i < FOUND; i++) {
      Example example = telling(scale(), Example::productInSingle, Example::inDouble);
      Graph graph =
          constantSum(FullyConnected.of(Activation.NONE), Shape.of(1, 1), Shape.of(1, 1), example);
      check(graph, example, Example::productInSingle);
    }
  }

  @Test
  void convolutionsMultiplyTheirScalesInDoublePrecision() {
    Reference.require();
    Op op = new Conv2d(Window.of(1, 1, Padding.VALID), Activation.NONE);
    for (int i = 0; i < FOUND; i++) {
      Example example = telling(scale(), Example::productInSingle, Example::inDouble);
      check(
          constantSum(op, Shape.of(1, 1, 1, 1), Shape.of(1, 1, 1, 1), example),
          example,
          Example::inDouble);
    }
  }

  @Test
  void productsHaveAFactorInSinglePrecision() {
    Reference.require();
    for (int i = 0; i < FOUND; i++) {
      Example example = telling(scale(), Example::inSingle, Example::inDouble);
      GraphBuilder builder = Graph.builder();
      Tensor left = builder.input(int8("left", Shape.of(1, 1), example.left()));
      Tensor one =
          builder.add(
              Tensor.constant("one", Shape.of(1, 1), ConstantData.of((byte) 1))
                  .withQuantization(symmetric(example.right())));
      Graph graph = graph(builder, new Mul(Activation.NONE), List.of(left, one), example);
      check(graph, example, Example::inSingle);
    }
  }

  @Test
  void clampsHaveAFactorInSinglePrecision() {
    Reference.require();
    for (int i = 0; i < FOUND; i++) {
      Example example = telling(1, Example::inSingle, Example::inDouble);
      check(unary(new Relu(), example), example, Example::inSingle);
    }
  }

  @Test
  void requantizationHasAFactorInDoublePrecision() {
    Reference.require();
    for (int i = 0; i < FOUND; i++) {
      Example example = telling(1, Example::inSingle, Example::inDouble);
      check(unary(new Quantize(), example), example, Example::inDouble);
    }
  }

  private static Graph unary(Op op, Example example) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(int8("input", Shape.of(1, 1), example.left()));
    return graph(builder, op, List.of(input), example);
  }

  /** A sum that is the value whatever the input: the bias, and a weight of 0. */
  private static Graph constantSum(Op op, Shape image, Shape filter, Example example) {
    GraphBuilder builder = Graph.builder();
    Tensor input = builder.input(int8("input", image, example.left()));
    Tensor weight =
        builder.add(
            Tensor.constant("weight", filter, ConstantData.of((byte) 0))
                .withQuantization(symmetric(example.right())));
    Tensor bias =
        builder.add(
            Tensor.constant("bias", Shape.of(1), ConstantData.of(example.value()))
                .withQuantization(symmetric(example.left() * example.right())));
    return graph(builder, op, List.of(input, weight, bias), example);
  }

  private static Graph graph(GraphBuilder builder, Op op, List<Tensor> operands, Example example) {
    Shape shape = op.outputShapes(operands.stream().map(Tensor::shape).toList()).get(0);
    Tensor result = int8("result", shape, example.result());
    builder.output("result", builder.node(List.of("layer"), op, operands, result));
    return builder.build();
  }

  private static void check(Graph graph, Example example, Factor factor) {
    byte[] input = {(byte) example.value()};
    Interpreter ours = new Interpreter(graph);
    ours.input(0).set(input);
    ours.run();
    assertEquals(
        FixedPointMultiplier.of(factor.of(example)).apply(example.value()),
        ours.output(0).toBytes()[0],
        example::toString);
    try (LiteRtModel theirs =
        LiteRtModel.open(
            TfliteWriter.toBytes(graph, FileMetadata.none()), LiteRtOptions.builtIn())) {
      theirs.setInput(theirs.inputs().get(0), input);
      theirs.invoke();
      assertArrayEquals(
          theirs.readBytes(theirs.outputs().get(0)), ours.output(0).toBytes(), example::toString);
    }
  }
}
