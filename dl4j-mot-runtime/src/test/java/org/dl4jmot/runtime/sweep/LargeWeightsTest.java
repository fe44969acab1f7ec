package org.dl4jmot.runtime.sweep;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.dl4jmot.runtime.Interpreter;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.DataType;
import org.dl4jmot.runtime.tensor.QuantizationParameters;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.testing.Reference;
import org.junit.jupiter.api.Test;

/** Weights too many to be kept in a second form are read in place, to the same effect. */
class LargeWeightsTest {
  private static final Shape FILTER = Shape.of(129, 3, 3, 259);
  private static final Shape MATRIX = Shape.of(131, 2309);
  private static final Op CONVOLUTION = new Conv2d(Window.of(1, 1, Padding.SAME), Activation.NONE);
  private static final Op DENSE = FullyConnected.of(Activation.NONE);
  private final Draw draw = new Draw(7);

  @Test
  void convolvesFloats() {
    check(floats(image(), FILTER, CONVOLUTION), Bounds::sameUpToOrder);
  }

  @Test
  void multipliesFloats() {
    check(floats(vectors(), MATRIX, DENSE), Bounds::sameUpToOrder);
  }

  @Test
  void convolvesIntegers() {
    check(integers(image(), FILTER, CONVOLUTION), SweepRunner::sameBytes);
  }

  @Test
  void multipliesIntegers() {
    check(integers(vectors(), MATRIX, DENSE), SweepRunner::sameBytes);
  }

  @Test
  void convolvesFloatsByIntegers() {
    check(hybrid(image(), FILTER, CONVOLUTION), SweepRunner::sameBytes);
  }

  @Test
  void multipliesFloatsByIntegers() {
    check(hybrid(vectors(), MATRIX, DENSE), SweepRunner::sameBytes);
  }

  @Test
  void anInterpreterDoesNotCopyThem() {
    Graph graph = floats(Shape.of(1, 1, 1, 1024), Shape.of(1024, 1, 1, 1024), CONVOLUTION);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    long thread = Thread.currentThread().getId();
    long before = threads.getThreadAllocatedBytes(thread);
    new Interpreter(graph);
    long allocated = threads.getThreadAllocatedBytes(thread) - before;
    assertTrue(allocated < 1 << 20, allocated + " bytes for weights of " + (4 << 20));
  }

  private static Shape image() {
    return Shape.of(1, 5, 4, FILTER.dim(3));
  }

  private static Shape vectors() {
    return Shape.of(2, MATRIX.dim(1));
  }

  private void check(Graph graph, SweepRunner.Comparison comparison) {
    Reference.require();
    SweepRunner.run(graph, draw, comparison, graph.toString());
  }

  private Graph floats(Shape input, Shape weights, Op op) {
    return new OneOp()
        .input(input)
        .constant(weights, ConstantData.of(draw.floats(weights.elements())))
        .constant(Shape.of(weights.dim(0)), ConstantData.of(draw.floats(weights.dim(0))))
        .floats(op);
  }

  private Graph hybrid(Shape input, Shape weights, Op op) {
    return new OneOp()
        .input(input)
        .constant(
            weights,
            ConstantData.of(draw.weights(weights.elements())),
            QuantizationParameters.perTensor(0.01f, 0))
        .constant(Shape.of(weights.dim(0)), ConstantData.of(draw.floats(weights.dim(0))))
        .floats(op);
  }

  private Graph integers(Shape input, Shape weights, Op op) {
    QuantizationParameters in = QuantizationParameters.perTensor(0.5f, 3);
    QuantizationParameters scale = QuantizationParameters.perTensor(0.01f, 0);
    return new OneOp()
        .input(DataType.INT8, input, in)
        .constant(weights, ConstantData.of(draw.weights(weights.elements())), scale)
        .constant(
            Shape.of(weights.dim(0)),
            ConstantData.of(draw.biases(weights.dim(0))),
            QuantizationParameters.perTensor(in.scale() * scale.scale(), 0))
        .quantized(op, DataType.INT8, QuantizationParameters.perTensor(20f, -5));
  }
}
