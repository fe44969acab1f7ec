package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import org.dl4jmot.litert.LiteRtModel;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphEdit;
import org.dl4jmot.runtime.graph.Node;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.Conv3d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Tensor;

/** How far two correct float results may lie apart. */
final class Bounds {
  /** Unit roundoff of single precision. */
  private static final double ROUNDOFF = 0x1p-24;

  private static final Map<Class<? extends Op>, UnaryOperator<Op>> WITHOUT_ACTIVATION =
      Map.of(
          Conv2d.class, op -> new Conv2d(((Conv2d) op).window(), Activation.NONE),
          DepthwiseConv2d.class,
              op -> new DepthwiseConv2d(((DepthwiseConv2d) op).window(), Activation.NONE),
          TransposeConv.class, op -> ((TransposeConv) op).with(Activation.NONE),
          Conv3d.class, op -> ((Conv3d) op).with(Activation.NONE),
          FullyConnected.class, op -> ((FullyConnected) op).with(Activation.NONE),
          AveragePool2d.class, op -> withoutActivation((AveragePool2d) op));

  private Bounds() {}

  private static Op withoutActivation(AveragePool2d pool) {
    return new AveragePool2d(
        pool.filterHeight(), pool.filterWidth(), pool.window(), Activation.NONE);
  }

  /**
   * Sums in another order: each of the two is within {@code (n + 2) * u} of the exact sum, relative
   * to the sum of magnitudes, n being the number of terms (Higham, Accuracy and Stability, 4.2; one
   * rounding more for the product, one for a division). The sum of magnitudes is the same operation
   * on absolute inputs and weights without activation; the activation, a clamp, only brings results
   * closer.
   */
  static void sameUpToOrder(Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    double relative = 2 * (terms(graph) + 2) * ROUNDOFF;
    float[] magnitudes = magnitudes(graph, ours);
    float[] expected = theirs.readFloats(theirs.outputs().get(0));
    float[] actual = ours.output(0).toFloats();
    for (int i = 0; i < expected.length; i++) {
      double bound = relative * magnitudes[i] + Float.MIN_NORMAL;
      assertWithin(expected[i], actual[i], bound, message + ", element " + i);
    }
  }

  /**
   * Results in [-1, 1] by way of exponentials, which LiteRT approximates to a few units in the last
   * place; 16 of them at 1.
   */
  static void sameExponentials(Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    float[] expected = theirs.readFloats(theirs.outputs().get(0));
    float[] actual = ours.output(0).toFloats();
    for (int i = 0; i < expected.length; i++) {
      assertWithin(expected[i], actual[i], 16 * 2 * ROUNDOFF, message + ", element " + i);
    }
  }

  /**
   * The bytes of an int8 table of a function of the C library, which may be 2 units in the last
   * place off ({@code tanhf} before glibc 2.41; less for the others); ours is correctly rounded. A
   * byte may differ by one only where so small an error, and the rounding of the product that turns
   * it into steps, crosses a rounding border.
   */
  static SweepRunner.Comparison sameTableOf(DoubleUnaryOperator function) {
    return (graph, ours, theirs, message) -> {
      byte[] expected = theirs.readBytes(theirs.outputs().get(0));
      byte[] actual = ours.output(0).toBytes();
      float[] inputs = ours.input(0).toReal();
      float inverse = 1 / ours.output(0).tensor().requireQuantization().scale();
      for (int i = 0; i < expected.length; i++) {
        double steps = function.applyAsDouble(inputs[i]) * inverse;
        double toBorder = Math.abs(steps - Math.floor(steps) - 0.5);
        boolean tie = toBorder <= 3 * Math.ulp((float) steps);
        int difference = Math.abs(expected[i] - actual[i]);
        assertTrue(difference <= (tie ? 1 : 0), message + ", element " + i);
      }
    };
  }

  /**
   * Functions of the C library, which may be 1 unit in the last place off where ours are correctly
   * rounded.
   */
  static void sameUpToTheCLibrary(
      Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    float[] expected = theirs.readFloats(theirs.outputs().get(0));
    float[] actual = ours.output(0).toFloats();
    for (int i = 0; i < expected.length; i++) {
      if (expected[i] != actual[i]) {
        assertWithin(expected[i], actual[i], Math.ulp(actual[i]), message + ", element " + i);
      }
    }
  }

  /**
   * Local response normalization: the same sums, then a power that LiteRT approximates to a few
   * units in the last place; 16 of them.
   */
  static void sameNormalization(Graph graph, Interpreter ours, LiteRtModel theirs, String message) {
    float[] expected = theirs.readFloats(theirs.outputs().get(0));
    float[] actual = ours.output(0).toFloats();
    for (int i = 0; i < expected.length; i++) {
      double bound = 16 * 2 * ROUNDOFF * Math.abs(actual[i]);
      assertWithin(expected[i], actual[i], bound, message + ", element " + i);
    }
  }

  private static void assertWithin(float expected, float actual, double bound, String message) {
    assertTrue(
        Math.abs((double) expected - actual) <= bound,
        () -> message + ": " + expected + " expected, " + actual + " found, bound " + bound);
  }

  /** No more terms than elements per result. */
  private static int terms(Graph graph) {
    Tensor first = graph.inputTensors().get(0);
    if (graph.nodes().get(0).inputs().size() == 1) {
      return first.shape().elements();
    }
    Tensor weights = graph.tensor(graph.nodes().get(0).inputs().get(1));
    return weights.shape().elements() + 1;
  }

  private static float[] magnitudes(Graph graph, Interpreter ours) {
    GraphEdit edit = graph.edit();
    for (Tensor tensor : graph.tensors()) {
      tensor
          .data()
          .ifPresent(data -> edit.put(tensor.withData(ConstantData.of(abs(data.toFloats())))));
    }
    Node node = graph.nodes().get(0);
    edit.replace(node, node.with(withoutActivation(node.op())));
    Interpreter absolute = new Interpreter(edit.build());
    for (int input = 0; input < graph.inputs().size(); input++) {
      absolute.input(input).set(abs(ours.input(input).toFloats()));
    }
    absolute.run();
    return absolute.output(0).toFloats();
  }

  /** The same operation without the activation that only some have fused. */
  private static Op withoutActivation(Op op) {
    return WITHOUT_ACTIVATION.getOrDefault(op.getClass(), one -> one).apply(op);
  }

  private static float[] abs(float[] values) {
    float[] absolute = values.clone();
    for (int i = 0; i < absolute.length; i++) {
      absolute[i] = Math.abs(absolute[i]);
    }
    return absolute;
  }
}
