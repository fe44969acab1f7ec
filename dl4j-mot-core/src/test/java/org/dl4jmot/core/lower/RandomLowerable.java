package org.dl4jmot.core.lower;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.dl4jmot.runtime.graph.Graph;
import org.dl4jmot.runtime.graph.GraphBuilder;
import org.dl4jmot.runtime.op.Activation;
import org.dl4jmot.runtime.op.Add;
import org.dl4jmot.runtime.op.AveragePool2d;
import org.dl4jmot.runtime.op.Concatenation;
import org.dl4jmot.runtime.op.Conv2d;
import org.dl4jmot.runtime.op.DepthwiseConv2d;
import org.dl4jmot.runtime.op.FullyConnected;
import org.dl4jmot.runtime.op.Identity;
import org.dl4jmot.runtime.op.MaxPool2d;
import org.dl4jmot.runtime.op.Mean;
import org.dl4jmot.runtime.op.Mul;
import org.dl4jmot.runtime.op.Op;
import org.dl4jmot.runtime.op.Pad;
import org.dl4jmot.runtime.op.PadV2;
import org.dl4jmot.runtime.op.Padding;
import org.dl4jmot.runtime.op.Relu;
import org.dl4jmot.runtime.op.Relu6;
import org.dl4jmot.runtime.op.Reshape;
import org.dl4jmot.runtime.op.Slice;
import org.dl4jmot.runtime.op.Sub;
import org.dl4jmot.runtime.op.Tanh;
import org.dl4jmot.runtime.op.Transpose;
import org.dl4jmot.runtime.op.TransposeConv;
import org.dl4jmot.runtime.op.Window;
import org.dl4jmot.runtime.tensor.ConstantData;
import org.dl4jmot.runtime.tensor.Shape;
import org.dl4jmot.runtime.tensor.Tensor;

/**
 * Random graphs in which the patterns that lowering looks for, and near misses of them, are
 * frequent. The same seed gives the same graph.
 */
final class RandomLowerable {
  private final Random random;
  private final GraphBuilder graph = Graph.builder();
  private final List<Runnable> steps =
      List.of(
          this::convolution,
          this::convolution,
          this::depthwise,
          this::affine,
          this::affine,
          this::affine,
          this::activation,
          this::activation,
          this::identity,
          this::pad,
          this::pad,
          this::paddedMaxPool,
          this::maxPool,
          this::scaledPool,
          this::averagePool,
          this::residual,
          this::concatenation,
          this::computedConstant,
          this::emptyReshape,
          this::branch,
          this::sequence,
          this::transposedConvolution,
          this::transpositions);
  private Tensor current;
  private int count;

  private RandomLowerable(long seed) {
    random = new Random(seed);
  }

  static Graph of(long seed) {
    return new RandomLowerable(seed).build();
  }

  private Graph build() {
    Shape image = Shape.of(1, 4 + random.nextInt(4), 4 + random.nextInt(4), 1 + random.nextInt(3));
    current = graph.input(Tensor.ofFloat("in", image));
    int length = 4 + random.nextInt(7);
    for (int i = 0; i < length; i++) {
      steps.get(random.nextInt(steps.size())).run();
    }
    if (random.nextBoolean()) {
      classify();
    }
    graph.output("result", current);
    return graph.build();
  }

  private void convolution() {
    int channels = current.shape().dim(3);
    int filters = 1 + random.nextInt(4);
    Tensor weights = constant(filters, filter(), filter(), channels);
    linear(new Conv2d(window(), fused()), weights, filters);
  }

  private void depthwise() {
    int filters = current.shape().dim(3) * (1 + random.nextInt(2));
    Tensor weights = constant(1, filter(), filter(), filters);
    linear(new DepthwiseConv2d(window(), fused()), weights, filters);
  }

  /** The image as one row, seen as a sequence for a while. */
  private void sequence() {
    Shape image = current.shape();
    int length = image.dim(1) * image.dim(2);
    apply(new Reshape(Shape.of(1, 1, length, image.dim(3))), List.of(current));
    apply(new Reshape(Shape.of(1, length, image.dim(3))), List.of(current));
    switch (random.nextInt(6)) {
      case 0 -> apply(new Relu(), List.of(current));
      case 1 -> joined(image, length, new Add(fused()));
      case 2 -> joined(image, length, new Concatenation(-1 - random.nextInt(2), Activation.NONE));
      case 3 -> apply(new Pad(List.of(0, 1, 0), List.of(0, 2, 0)), List.of(current));
      case 4 ->
          apply(
              new Slice(List.of(0, length / 2, 0), List.of(1, length - length / 2, image.dim(3))),
              List.of(current));
      default -> affine();
    }
    Shape line = current.shape();
    apply(new Reshape(Shape.of(1, 1, line.dim(1), line.dim(2))), List.of(current));
  }

  /** Two sequences, one behind an operation on the image. */
  private void joined(Shape image, int length, Op op) {
    Tensor left = current;
    apply(new Reshape(Shape.of(1, 1, length, image.dim(3))), List.of(current));
    apply(new Tanh(), List.of(current));
    apply(new Reshape(Shape.of(1, length, image.dim(3))), List.of(current));
    apply(op, List.of(left, current));
  }

  private void transposedConvolution() {
    Shape image = current.shape();
    int filters = 1 + random.nextInt(3);
    int height = 2 * image.dim(1) + 1;
    int width = 2 * image.dim(2) + 1;
    // Grows the image fourfold, so not again and again.
    if (image.elements() < 500) {
      Tensor weights = constant(filters, 3, 3, image.dim(3));
      linear(
          new TransposeConv(height, width, Window.of(2, 2, Padding.VALID), fused()),
          weights,
          filters);
      Slice crop = new Slice(List.of(0, 1, 0, 0), List.of(1, height - 2, width - 1, filters));
      apply(crop, List.of(current));
    }
  }

  /** One that the next one undoes, or does not. */
  private void transpositions() {
    apply(new Transpose(pick(List.of(0, 3, 1, 2), List.of(0, 2, 1, 3))), List.of(current));
    apply(new Transpose(pick(List.of(0, 2, 3, 1), List.of(0, 2, 1, 3))), List.of(current));
  }

  private void linear(Op op, Tensor weights, int outputs) {
    List<Tensor> operands = new ArrayList<>(List.of(current, weights));
    if (random.nextBoolean()) {
      operands.add(constant(outputs));
    }
    // A filter larger than the image does not fit unless padding is implicit.
    if (fits(op, operands)) {
      apply(op, operands);
    }
  }

  private static boolean fits(Op op, List<Tensor> operands) {
    try {
      op.outputShapes(operands.stream().map(Tensor::shape).toList());
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private void affine() {
    int channels = current.shape().dim(-1);
    Tensor constant = random.nextInt(5) == 0 ? constant() : constant(channels);
    switch (random.nextInt(4)) {
      case 0 -> apply(new Mul(fused()), List.of(current, constant));
      case 1 -> apply(new Add(fused()), List.of(constant, current));
      case 2 -> apply(new Sub(fused()), List.of(current, constant));
      default -> {
        apply(new Mul(Activation.NONE), List.of(current, constant));
        apply(new Add(Activation.NONE), List.of(current, constant(channels)));
      }
    }
  }

  private void activation() {
    apply(pick(new Relu(), new Relu6(), new Relu(), new Tanh()), List.of(current));
  }

  private void identity() {
    apply(new Identity(), List.of(current));
  }

  private void pad() {
    apply(new Pad(paddings(), paddings()), List.of(current));
    if (random.nextInt(3) == 0) {
      apply(new Pad(paddings(), paddings()), List.of(current));
    }
    if (random.nextInt(3) > 0) {
      convolution();
    }
  }

  private void paddedMaxPool() {
    float value = random.nextInt(4) == 0 ? 0 : -Float.MAX_VALUE;
    Tensor lowest = graph.add(Tensor.constant(name(), Shape.of(), ConstantData.of(value)));
    Tensor unpadded = current;
    apply(new PadV2(paddings(), paddings()), List.of(current, lowest));
    // Every window sees the image: the padding is at most one cell less than the filter.
    MaxPool2d pool = new MaxPool2d(2, 2, Window.of(2, 2, Padding.VALID), Activation.NONE);
    if (fits(pool, List.of(current))) {
      apply(pool, List.of(current));
    } else {
      current = unpadded;
    }
  }

  private List<Integer> paddings() {
    return List.of(0, random.nextInt(2), random.nextInt(2), 0);
  }

  private void maxPool() {
    pool(new MaxPool2d(2, 2, undilated(), fused()));
  }

  private void scaledPool() {
    apply(new Mul(Activation.NONE), List.of(current, constant(current.shape().dim(3))));
    pool(new MaxPool2d(2, 2, undilated(), Activation.NONE));
    convolution();
  }

  private void averagePool() {
    pool(new AveragePool2d(2, 2, undilated(), fused()));
  }

  private void pool(Op op) {
    if (fits(op, List.of(current))) {
      apply(op, List.of(current));
    }
  }

  private void residual() {
    Tensor shortcut = current;
    affine();
    apply(pick(new Add(fused()), new Mul(fused())), List.of(shortcut, current));
  }

  private void concatenation() {
    Tensor shortcut = current;
    activation();
    apply(new Concatenation(3, Activation.NONE), List.of(shortcut, current));
  }

  private void computedConstant() {
    int channels = current.shape().dim(3);
    Tensor image = current;
    current = constant(channels);
    apply(new Mul(Activation.NONE), List.of(current, constant(channels)));
    apply(new Tanh(), List.of(current));
    apply(new Add(Activation.NONE), List.of(image, current));
  }

  private void emptyReshape() {
    apply(new Reshape(current.shape()), List.of(current));
  }

  /** What leaves the main line: to an output, or to nowhere. */
  private void branch() {
    Tensor main = current;
    affine();
    if (random.nextBoolean()) {
      graph.output("branch" + count, current);
    }
    current = main;
  }

  private void classify() {
    int batch = current.shape().dim(0);
    if (random.nextBoolean()) {
      boolean keep = random.nextBoolean();
      apply(new Mean(List.of(1, 2), keep), List.of(current));
    }
    if (current.shape().rank() == 4) {
      apply(new Reshape(Shape.of(current.shape().elements())), List.of(current));
      apply(new Reshape(Shape.of(batch, current.shape().elements())), List.of(current));
    }
    int outputs = 1 + random.nextInt(5);
    Tensor weights = constant(outputs, current.shape().dim(1));
    linear(FullyConnected.of(fused()), weights, outputs);
    affine();
    apply(new Relu(), List.of(current));
  }

  private int filter() {
    return 1 + random.nextInt(3);
  }

  private Window window() {
    return random.nextInt(4) == 0 ? new Window(1, 1, 2, 2, padding()) : undilated();
  }

  private Window undilated() {
    int stride = 1 + random.nextInt(2);
    return Window.of(stride, stride, padding());
  }

  private Padding padding() {
    return random.nextBoolean() ? Padding.SAME : Padding.VALID;
  }

  private Activation fused() {
    return pick(Activation.NONE, Activation.NONE, Activation.NONE, Activation.RELU);
  }

  private void apply(Op op, List<Tensor> operands) {
    current = graph.node("layer" + count, op, operands, name());
  }

  /** Now and then awkward: a zero among the values, or all of them neutral. */
  private Tensor constant(int... dimensions) {
    Shape shape = Shape.of(dimensions);
    float[] values = new float[shape.elements()];
    int kind = random.nextInt(8);
    for (int i = 0; i < values.length; i++) {
      values[i] = kind == 0 ? 1 : kind == 1 ? 0 : (float) random.nextGaussian();
    }
    values[random.nextInt(values.length)] *= random.nextInt(4) == 0 ? 0 : 1;
    return graph.add(Tensor.constant(name(), shape, ConstantData.of(values)));
  }

  private String name() {
    return "t" + count++;
  }

  @SafeVarargs
  private final <T> T pick(T... choices) {
    return choices[random.nextInt(choices.length)];
  }
}
